namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw backup FILE</c>: a copy of the whole state, by the running gateway, or by this process where none runs. <c>-</c> is
/// standard output.</summary>
internal sealed class BackupCommand : CommandBase
{
    private const string Output = "-";

    public BackupCommand(CommandContext context)
        : base(
            context,
            "backup",
            "Write a copy of the whole state (transcripts, approvals, deliveries, audit) to one file. The gateway may run meanwhile.",
            "openclaw backup /media/usb/openclaw-$(date +%F).backup",
            "openclaw backup --force ~/openclaw.backup        # in place of an earlier one",
            "openclaw backup - | ssh nas 'cat > openclaw.backup'   # to standard output; test the exit code (pipefail)",
            "openclaw backup -s /var/lib/openclaw ~/old.backup   # of a gateway that is stopped"
        )
    {
        var file = Word<string>("FILE", "Where to; the gateway's user writes it, so it must be allowed to. - is standard output");
        var force = Flag("--force", "Replace a copy that was made earlier");
        var state = Value<string?>(
            "--state -s",
            "DIR",
            "The state directory of a gateway that is stopped. Else the running gateway is asked"
        );
        SetAction(
            (parse, ct) =>
                parse.GetValue(file) is Output
                    ? StreamAsync(parse, parse.GetValue(state), ct)
                    : Task.FromResult(Run(parse, Path.GetFullPath(parse.GetValue(file)!), parse.GetValue(force), parse.GetValue(state)))
        );
    }

    private int Run(ParseResult parse, string file, bool force, string? directory)
    {
        if (directory is null)
        {
            try
            {
                return Ask(parse, BackupApi.Backup, new BackupParams(file, force ? true : null), Show);
            }
            catch (GatewayAbsentException) when (parse.GetValue(Context.Common.Socket) is null)
            {
                // Nobody works on the state: this process may.
            }
        }

        if (FindState(directory) is not { } found)
        {
            return ExitCode.Unavailable;
        }
        using var state = StateDirectory.OpenToCopy(found);
        var head = StateCopy.Write(state, file, force);
        var result = new BackupResult(file, new FileInfo(file).Length, AuditStatus.Of(head));
        return Print(parse, result, BackupApi.Backup.Result, Show);
    }

    private async Task<int> StreamAsync(ParseResult parse, string? directory, CancellationToken ct)
    {
        if (Context.OutputIsTerminal)
        {
            Context.Error.WriteLine(
                "openclaw: a backup is no text for a terminal; send it on (openclaw backup - | ssh HOST 'cat > FILE'), or name a FILE"
            );
            return ExitCode.Usage;
        }

        if (directory is null && await FindGatewayAsync(parse, ct).ConfigureAwait(false) is { } client)
        {
            await using (client.ConfigureAwait(false))
            {
                return await FetchAsync(parse, client, ct).ConfigureAwait(false);
            }
        }

        if (FindState(directory) is not { } found)
        {
            return ExitCode.Unavailable;
        }
        using var state = StateDirectory.OpenToCopy(found);
        var (copy, head) = StateCopy.Open(state);
        await using (copy)
        {
            var output = Context.OutBytes();
            await using (output.ConfigureAwait(false))
            {
                await copy.CopyToAsync(output, ct).ConfigureAwait(false);
            }

            return Tell(parse, new BackupResult(Output, copy.Length, AuditStatus.Of(head)));
        }
    }

    private async Task<ControlClient?> FindGatewayAsync(ParseResult parse, CancellationToken ct)
    {
        try
        {
            return await ConnectAsync(parse, ct).ConfigureAwait(false);
        }
        catch (GatewayAbsentException) when (parse.GetValue(Context.Common.Socket) is null)
        {
            // Nobody works on the state: this process may.
            return null;
        }
    }

    private async Task<int> FetchAsync(ParseResult parse, ControlClient client, CancellationToken ct)
    {
        var opened = await client.CallAsync(BackupApi.Open, NoParams.Value, ct).ConfigureAwait(false);
        var output = Context.OutBytes();
        await using (output.ConfigureAwait(false))
        {
            for (var at = 0L; at < opened.Bytes; )
            {
                var piece = await client.CallAsync(BackupApi.Read, new BackupReadParams(at), ct).ConfigureAwait(false);
                await output.WriteAsync(piece.Data, ct).ConfigureAwait(false);
                at += piece.Data.Length;
            }
        }

        // Only now: a connection that ends before is a backup that failed, and the audit says so.
        await client.CallAsync(BackupApi.Read, new BackupReadParams(opened.Bytes), ct).ConfigureAwait(false);
        return Tell(parse, new BackupResult(Output, opened.Bytes, opened.Audit, opened.Warning));
    }

    private string? FindState(string? directory)
    {
        var found = StateDirectory.Find(directory, Environment.GetEnvironmentVariable);
        if (Path.Exists(StateDirectory.DatabaseIn(found)))
        {
            return found;
        }
        Context.Error.WriteLine(
            Escaping.Line(
                $"openclaw: no gateway answers, and there is no state in {found}. Name its directory with -s, or its socket with --socket"
            )
        );
        return null;
    }

    /// <summary>Standard output is the backup's: what there is to say goes beside it.</summary>
    private int Tell(ParseResult parse, BackupResult result)
    {
        if (IsJson(parse))
        {
            Context.Error.WriteLine(JsonSerializer.Serialize(result, BackupApi.Backup.Result));
        }
        else
        {
            Show(result, Context.Error);
        }

        return ExitCode.Ok;
    }

    private void Show(BackupResult result) => Show(result, Context.Out);

    private void Show(BackupResult result, TextWriter to)
    {
        if (result.Warning is { } warning)
        {
            Context.Error.WriteLine(Escaping.Line($"warning: {warning}"));
        }

        var name = result.Path == Output ? "standard output" : result.Path;
        to.WriteLine(Escaping.Line($"{name}: {Ages.Megabytes(result.Bytes)}, audit {result.Audit.Rows}:{result.Audit.Head}"));
    }
}
