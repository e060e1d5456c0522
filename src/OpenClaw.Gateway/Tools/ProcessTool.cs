using OpenClaw.Exec;
using OpenClaw.Policy;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>What a session does with its commands that go on in the background: list, read, write to, kill.</summary>
internal sealed class ProcessTool(RunningCommands commands)
    : BuiltInTool(
        "process",
        "Background commands: list; read new output (or from byte offset; wait up to seconds for more); write text to input; kill.",
        """{"type":"object","properties":{"action":{"enum":["list","read","write","kill"]},"id":{"type":"string"},"text":{"type":"string"},"offset":{"type":"integer"},"wait":{"type":"integer"}},"required":["action"]}"""
    )
{
    private const int MaxWait = 300;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        commands.Loop.VerifyAccess();
        var action = given.Choice("action", "list", "read", "write", "kill");
        var id = given.OptionalText("id") ?? "";
        var text = action == "write" ? given.Text("text") : null;
        var offset = given.Number("offset", 0, long.MaxValue);
        var wait = given.Number("wait", 0, MaxWait) ?? 0;
        if (action == "list")
        {
            return Ready([new Effect.None()], "list background commands", ("action", action));
        }
        if (commands.Find(scope.Session, id) is not { } command)
        {
            return Refused(NoSuch(id, scope));
        }
        // What is written to a running shell is run by it, so to the gate it is a line that nobody understands.
        Effect effect = text is null
            ? new Effect.None()
            : new Effect.OpaqueLine(text, $"it is input for the running command {id}: {command.Line}");
        var display = text is null ? $"{action} {id} ({command.Line})" : $"write to {id} ({command.Line}):\n{text}";
        return action == "read"
            ? Ready([effect], display, ("action", action), ("id", id), ("offset", offset), ("wait", wait))
            : Ready([effect], display, ("action", action), ("id", id), ("text", text));
    }

    protected override async Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        commands.Loop.VerifyAccess();
        var action = given.Text("action");
        if (action == "list")
        {
            return List(scope);
        }
        var id = given.Text("id");
        // It may have been let go while the call waited for its approval.
        if (commands.Find(scope.Session, id) is not { } command)
        {
            return ToolResult.Failure(NoSuch(id, scope));
        }
        var (offset, wait) = (given.Number("offset", 0, long.MaxValue), (int)(given.Number("wait", 0, MaxWait) ?? 0));
        return action switch
        {
            "read" => await ReadAsync(command, offset, wait, scope, ct),
            "write" => await WriteAsync(command, given.Text("text")),
            _ => await KillAsync(command, ct),
        };
    }

    private ToolResult List(ToolScope scope)
    {
        var own = commands.Of(scope.Session);
        return new ToolResult(
            own.Count == 0
                ? "no commands; exec with background=true starts one"
                : string.Join('\n', own.Select(static command => $"{command.Id} {State(command)}: {command.Line}"))
        );
    }

    private async Task<ToolResult> ReadAsync(TrackedCommand command, long? offset, int wait, ToolScope scope, CancellationToken ct)
    {
        var running = command.Running;
        var from = offset ?? command.Seen;
        if (wait > 0 && running.IsRunning && running.Output.Total <= from)
        {
            await WaitForMoreAsync(running, from, wait, ct);
        }
        // Asked before the output is read: an end that is reported has all its output before it.
        var state = State(command);
        var (at, data, total) = running.Output.Read(from, scope.Limits.ResultLimit - 300);
        // Half a character at the end comes whole with the next read; a damaged one that is all there is must not be held back for ever.
        if ((at + data.Length < total || running.IsRunning) && OutputText.WholeCharacters(data) is > 0 and var whole)
        {
            data = data[..whole];
        }
        var next = at + data.Length;
        // Looking something up again does not move what counts as new.
        if (offset is null)
        {
            command.Seen = next;
        }

        var text = new StringBuilder();
        if (at > from)
        {
            text.Append($"[bytes {from} to {at} are not kept]\n");
        }
        text.Append(OutputText.Clean(data));
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }
        text.Append(
            data.Length == 0 ? $"[{state}; no new output]"
            : next < total ? $"[{state}; go on with offset={next} of {total}]"
            : $"[{state}]"
        );
        return new ToolResult(text.ToString());
    }

    private async Task WaitForMoreAsync(RunningCommand running, long from, int seconds, CancellationToken ct)
    {
        var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        running.Printed += Look;
        try
        {
            // It may have printed between the caller's look and our listening.
            Look();
            await Task.WhenAny(printed.Task, running.Ended, commands.Loop.Delay(TimeSpan.FromSeconds(seconds), enough.Token));
        }
        finally
        {
            running.Printed -= Look;
            await enough.CancelAsync();
        }

        ct.ThrowIfCancellationRequested();

        void Look()
        {
            if (running.Output.Total > from)
            {
                printed.TrySetResult();
            }
        }
    }

    private static async Task<ToolResult> WriteAsync(TrackedCommand command, string text)
    {
        if (!command.Running.IsRunning)
        {
            return ToolResult.Failure($"{command.Id} has ended: {await command.Running.Ended}");
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= LauncherFrame.MaxData && await command.Running.TryWriteAsync(bytes)
            ? new ToolResult($"wrote {bytes.Length} bytes to {command.Id}{(text.EndsWith('\n') ? "" : " (no newline at the end)")}")
            : ToolResult.Failure($"{command.Id} has not read what it was given before; nothing was written");
    }

    private static async Task<ToolResult> KillAsync(TrackedCommand command, CancellationToken ct)
    {
        if (command.Running.IsRunning)
        {
            await command.Running.KillAsync();
        }
        return new ToolResult($"{command.Id}: {await command.Running.Ended.WaitAsync(ct)}");
    }

    private string NoSuch(string id, ToolScope scope)
    {
        var own = commands.Of(scope.Session);
        var known =
            own.Count == 0
                ? "there is none (they end with the gateway)"
                : $"there are {string.Join(", ", own.Select(static command => command.Id))}";
        return id.Length == 0 ? $"the argument 'id' is missing; {known}" : $"there is no command '{id}'; {known}";
    }

    private static string State(TrackedCommand command) =>
        command.Running.Ended is { IsCompletedSuccessfully: true } ended
            ? $"ended: {ended.GetAwaiter().GetResult()}"
            : $"running, pid {command.Running.Pid}, {command.Running.Output.Total} bytes of output";
}
