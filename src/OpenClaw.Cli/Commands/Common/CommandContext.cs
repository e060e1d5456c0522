using OpenClaw.Hosting;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>The surroundings a command runs in: the process's own, or a test's.</summary>
internal sealed record CommandContext
{
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }

    public CommonOptions Common { get; } = new();

    /// <summary>The console's is made when it is first read: most commands never do.</summary>
    public TextReader In
    {
        get => field ??= Console.In;
        init;
    }

    public bool InputIsTerminal { get; init; }

    /// <summary>Whether standard input has something for a command that has its words already. May wait a little, for a pipe.</summary>
    public Func<GivenInput> LookAtInput { get; init; } = static () => GivenInput.Some;

    public bool OutputIsTerminal { get; init; }

    /// <summary>What may be sent to that terminal.</summary>
    public TerminalKind Terminal { get; init; } = new(HasColours: true, MovesCursor: true);

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Standard output as bytes, for what is of no use in part. Nothing else goes there then.</summary>
    public Func<Stream> OutBytes { get; init; } = static () => StandardStream.WholeOutput;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Made when it is first read: most commands look at nothing of the machine.</summary>
    public Machine Machine
    {
        get => field ??= new Machine();
        init;
    }

    /// <summary>Connects to the gateway; the argument is what <c>--socket</c> said.</summary>
    public Func<string?, CancellationToken, Task<ControlClient>> ConnectAsync { get; init; } =
        static (socket, ct) => ControlClient.ConnectAsync(SocketPath.Find(socket), ct);

    /// <summary>The same for a command that waits in its thread (<see cref="ControlClient.CallRaw"/>).</summary>
    public Func<string?, ControlClient> Connect { get; init; } = static socket => ControlClient.Connect(SocketPath.Find(socket));

    /// <summary>Runs a program of the machine to its end; null where there is none of that name.</summary>
    public Func<ProgramCall, ProgramEnd?> RunProgram { get; init; } = ChildProgram.Run;

    /// <summary>What <c>openclaw run</c> does with what it was told.</summary>
    public Func<RunOptions, CancellationToken, Task<int>> RunAsync { get; init; } =
        static (options, ct) => GatewayRunner.RunAsync(options, Console.Error, ct);

    /// <summary>Prints a text as it is, or with <c>--json</c> as the one string of an object.</summary>
    public void WriteText(bool asJson, string name, string text)
    {
        if (asJson)
        {
            Out.WriteLine($"{{\"{name}\":\"{JsonEncodedText.Encode(text)}\"}}");
        }
        else
        {
            Out.Write(text);
        }
    }

    public static CommandContext OfProcess() =>
        new()
        {
            Out = Writer(StandardStream.Output),
            Error = Writer(StandardStream.Error),
            InputIsTerminal = !Console.IsInputRedirected,
            LookAtInput = static () => StandardInput.Look(0, StandardInput.Patience),
            OutputIsTerminal = !Console.IsOutputRedirected,
            Terminal = TerminalKind.OfProcess(),
            ErrorIsTerminal = !Console.IsErrorRedirected,
        };

    // Like Console.Out, which would write in whatever character set the locale names, it may be written to from several threads.
    private static TextWriter Writer(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, bufferSize: 4096) { AutoFlush = true });
}
