using OpenClaw.Policy.Matching;

namespace OpenClaw.Policy.Analysis;

/// <summary>How a command stands in its line: what the wrappers around it leave known of it.</summary>
/// <param name="Depth">How many wrappers stand around it.</param>
/// <param name="ByShell">A shell looks up its name, and has commands of its own.</param>
internal readonly record struct CommandStanding(int Depth, bool ByShell)
{
    /// <summary>More words follow that nobody knows yet.</summary>
    public bool OpenEnded { get; private init; }

    /// <summary>A wrapper changed the directory, the root or the variables, so neither names nor paths lead where they would from
    /// here.</summary>
    public bool Elsewhere { get; private init; }

    /// <summary>The name is one of the wrapper's own.</summary>
    public bool Applet { get; private init; }

    /// <summary>Words that are filled in later may be anything; without it those of <c>find</c> are paths below folders that are
    /// named.</summary>
    public bool Listed { get; private init; }

    /// <summary>What <c>{}</c> in the words stands for.</summary>
    public Filled Filled { get; private init; }

    /// <summary>A command of the line itself.</summary>
    public static CommandStanding OfLine => new(0, ByShell: true);

    /// <summary>A command of a line that this one gives to a shell.</summary>
    public CommandStanding Inside(Wrapped.Line line) => new(Depth + 1, ByShell: true) { Elsewhere = Elsewhere || line.Elsewhere };

    /// <summary>A command that this one runs.</summary>
    public CommandStanding Inside(Wrapped.Command command) =>
        new(Depth + 1, ByShell: false)
        {
            OpenEnded = command.OpenEnded,
            Elsewhere = Elsewhere || command.Elsewhere,
            Applet = command.Applet,
            // What find adds lies below the folders it is given, which are operands of its own; what xargs adds is anything.
            Listed = command.OpenEnded && (Listed || !command.Paths),
            Filled =
                command.Files ? Filled.Files
                : command.Paths ? Filled.Paths
                : Filled,
        };
}
