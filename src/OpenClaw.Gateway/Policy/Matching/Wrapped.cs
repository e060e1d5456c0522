using System.Collections.Immutable;

namespace OpenClaw.Policy.Matching;

/// <summary>What a wrapper would run.</summary>
internal abstract record Wrapped
{
    private Wrapped() { }

    /// <param name="Words">Never empty.</param>
    /// <param name="OpenEnded">More words follow that nobody knows yet.</param>
    /// <param name="Elsewhere">It runs in another directory, root or environment: names and paths may lead elsewhere.</param>
    /// <param name="Applet">The name is one of the wrapper's own (busybox).</param>
    /// <param name="Paths">What is filled in for <c>{}</c> are paths below folders that the wrapper names, and nothing else
    /// follows.</param>
    /// <param name="Files">Each of these paths is a file that lies there, and no link.</param>
    public sealed record Command(
        ImmutableArray<string> Words,
        bool OpenEnded,
        bool Elsewhere = false,
        bool Applet = false,
        bool Paths = false,
        bool Files = false
    ) : Wrapped;

    /// <summary>A text that a shell will read.</summary>
    public sealed record Line(string Text, bool Elsewhere = false) : Wrapped;

    /// <summary>It runs something, and we cannot say what.</summary>
    public sealed record Unknown(string Why) : Wrapped;

    /// <summary>A command whose name is filled in later is any command.</summary>
    public static Wrapped Known(Command command) =>
        command.Words[0].Contains("{}", StringComparison.Ordinal) ? new Unknown("the name of the command is filled in later") : command;
}
