using System.Text.RegularExpressions;
using OpenClaw.Exec;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools;

/// <summary>Runs a shell line in a launcher. What runs is the line as the analysis printed it back, which is what the gate decided on and
/// an approver saw.</summary>
internal sealed partial class ExecTool(RunningCommands commands)
    : BuiltInTool(
        "exec",
        "Run a shell command; timeout in seconds; background=true for what goes on (see process).",
        """{"type":"object","properties":{"command":{"type":"string"},"cwd":{"type":"string"},"timeout":{"type":"integer"},"background":{"type":"boolean"}},"required":["command"]}"""
    )
{
    /// <summary>The longest argument that Linux takes (MAX_ARG_STRLEN, execve(2)), without the zero at its end and the blank that may stand
    /// before a line.</summary>
    private const int MostBytes = 131_072 - 2;

    private static readonly TimeSpan s_progress = TimeSpan.FromMilliseconds(400);

    protected override bool BindsFiles => true;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (line, cwd, background) = (given.Text("command"), given.OptionalText("cwd"), given.Flag("background"));
        // More than the most is cut to it: a refusal would only cost a turn.
        var asked = given.Number("timeout", 0, long.MaxValue) is > 0 and var own ? own : (long)scope.Limits.ExecTimeout.TotalSeconds;
        var timeout = background ? 0 : Math.Min(asked, (long)scope.Limits.ExecMaxTimeout.TotalSeconds);
        if (string.IsNullOrWhiteSpace(line))
        {
            return Refused("'command' is empty");
        }
        // A person must not be asked for what cannot run. (A line that is printed back with its words quoted is far below that.)
        if (Encoding.UTF8.GetByteCount(line) is > MostBytes and var bytes)
        {
            return Refused(
                $"'command' has {bytes} bytes, and the system takes at most {MostBytes} in one command; put the text into a file with write, and name the file in a short command"
            );
        }
        if (line.Contains('\0'))
        {
            return Refused("'command' holds a zero character");
        }
        if (FilePath.Find(string.IsNullOrEmpty(cwd) ? "." : cwd, scope.Workspace, out var complaint) is not { } folder)
        {
            return Refused(complaint);
        }
        if (FileStatus.Of(folder.Real) is not { IsDirectory: true })
        {
            return Refused($"cwd '{folder.Shown}' is not a folder");
        }
        var analysis = LineAnalyzer.Analyze(line, folder.Real, CommandEnvironment.SearchPath(scope.Limits), scope.Protected);
        List<Effect> effects = [.. analysis.Effects];
        // Words such as *.tmp mean other files elsewhere: a rule that was written for the workspace does not speak of them.
        if (!FilePath.IsBelow(folder.Real, scope.Workspace))
        {
            effects.Add(new Effect.Read(folder.Real));
        }
        var display = analysis.WhyOpaque is null ? Readable(analysis.Runs) : analysis.Runs;
        if (folder.Real != scope.Workspace)
        {
            display += $"\n(in {folder.Real})";
        }
        if (background)
        {
            display += "\n(in the background)";
        }
        display += string.Concat(analysis.Unbound.Select(static unbound => $"\n({unbound})"));
        var hashes = new CallHashes(ct);
        EquatableArray<FileHash> bound = [.. analysis.Scripts.Select(hashes.Of)];
        display += CallHashes.Note(bound);
        return new ToolIntent.Ready(
            CanonicalJson.Of(("command", analysis.Runs), ("cwd", folder.Real), ("timeout", timeout), ("background", background)),
            [.. effects],
            new CallBinding(folder.Real, analysis.Executables, bound),
            display
        );
    }

    protected override async Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        commands.Loop.VerifyAccess();
        var (line, background) = (given.Text("command"), given.Flag("background"));
        if (background && commands.BackgroundCount(scope.Session) >= RunningCommands.MaxBackground)
        {
            return ToolResult.Failure(
                $"{RunningCommands.MaxBackground} commands already run in the background; end one with process first"
            );
        }

        var spec = new CommandSpec
        {
            Argv = CommandSpec.Shell(line),
            WorkingDirectory = given.Text("cwd"),
            Environment = CommandEnvironment.For(scope.Limits, scope.TimeZone, Environment.GetEnvironmentVariable),
            Timeout = TimeSpan.FromSeconds(given.Number("timeout", 0, long.MaxValue) ?? 0),
            // Input would come from `process write`; in the foreground nobody could send any.
            KeepInputOpen = background,
            Limits = new CommandLimits { AddressSpace = scope.Limits.ExecMemory, Processes = scope.Limits.ExecProcesses },
        };
        TrackedCommand command;
        try
        {
            command = await commands.StartAsync(scope.Session, Readable(line), background, spec, ct);
        }
        catch (IOException e)
        {
            return ToolResult.Failure($"the command was not started: {e.Message}");
        }

        if (background)
        {
            return new ToolResult($"started in the background as {command.Id}; see it with process")
            {
                LeftRunning = new LeftRunning($"{command.Id} ({command.Line})", commands.EndOfAsync(command)),
            };
        }

        try
        {
            await FollowAsync(command, scope, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Before it is forgotten, and its output with it.
            var shown = command.Running.Output.Summary(scope.Limits.ResultLimit - 300, "what lies between was not kept").TrimEnd('\n');
            await commands.ForgetAsync(command);
            throw new ToolStoppedException(shown, ct);
        }

        return await ResultAsync(command, spec.Timeout, scope);
    }

    private async Task FollowAsync(TrackedCommand command, ToolScope scope, CancellationToken ct)
    {
        var ended = command.Running.Ended;
        long told = 0;
        while (scope.Progress is { } progress && !ended.IsCompleted)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(ended, commands.Loop.Delay(s_progress, enough.Token));
            await enough.CancelAsync();
            ct.ThrowIfCancellationRequested();
            var (_, data, total) = command.Running.Output.Read(told, 4096);
            if (data.Length > 0)
            {
                progress(OutputText.Clean(data));
            }
            told = total;
        }

        await ended.WaitAsync(ct);
    }

    private async Task<ToolResult> ResultAsync(TrackedCommand command, TimeSpan timeout, ToolScope scope)
    {
        var end = await command.Running.Ended;
        var output = command.Running.Output;
        var errors = output.ErrorTail;
        var room = scope.Limits.ResultLimit - 300;
        var tooLong = output.Total > Math.Min(room, CommandOutput.Kept);
        var shown = output.Summary(room, $"process action=read id={command.Id} offset=BYTE shows any part").TrimEnd('\n');
        await (tooLong ? commands.TrimAsync(scope.Session) : commands.ForgetAsync(command));
        var how = end.TimedOut
            ? $"{end} of {timeout.TotalSeconds:0} s; give it more with timeout, or run it with background=true"
            : end.ToString();
        var text = shown.Length == 0 ? $"[{how}, no output]" : $"{shown}\n[{how}]";
        return new ToolResult(text, Failed: !end.Succeeded) { Exit = end.OwnExit, Errors = errors };
    }

    /// <summary>For eyes only: quotes around words that mean the same without. A printed line has a quote inside a word only as '\'', so
    /// the pattern cannot begin in one.</summary>
    private static string Readable(string printed) => NeedlesslyQuoted().Replace(printed, "$1");

    [GeneratedRegex("(?<=^| |[<>])'([A-Za-z0-9_./:@%+,-]+)'(?= |$)")]
    private static partial Regex NeedlesslyQuoted();
}
