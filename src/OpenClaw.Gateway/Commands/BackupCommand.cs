using System.CommandLine;
using System.Text.Json;
using OpenClaw.Control.Client;
using OpenClaw.Control.Protocol;
using OpenClaw.Storage;
using OpenClaw.Text;

namespace OpenClaw.Commands;

/// <summary><c>openclaw backup FILE</c>: a copy of the whole state, by the running gateway, or by this process where none runs.</summary>
internal sealed class BackupCommand : GatewayCommand
{
    public BackupCommand(CommandContext context, CommonOptions common)
        : base(context, common, "backup", "Write a copy of the whole state (transcripts, approvals, deliveries, audit) to one file. The gateway may run meanwhile.",
            "openclaw backup /media/usb/openclaw-$(date +%F).backup",
            "openclaw backup --force ~/openclaw.backup        # in place of an earlier one",
            "openclaw backup -s /var/lib/openclaw ~/old.backup   # of a gateway that is stopped")
    {
        var file = new Argument<string>("FILE") { Description = "Where to; the gateway's user writes it, so it must be allowed to" };
        var force = new Option<bool>("--force") { Description = "Replace a copy that was made earlier" };
        var state = new Option<string?>("--state", "-s") { Description = "The state directory of a gateway that is stopped. Else the running gateway is asked", HelpName = "DIR" };
        Arguments.Add(file);
        Options.Add(force);
        Options.Add(state);
        SetAction(parse => Run(parse, Path.GetFullPath(parse.GetValue(file)!), parse.GetValue(force), parse.GetValue(state)));
    }

    private int Run(ParseResult parse, string file, bool force, string? directory)
    {
        if (directory is null)
        {
            try
            {
                return Ask(parse, ControlCalls.Backup, new BackupParams { Path = file, Force = force ? true : null }, Show);
            }
            catch (GatewayAbsentException) when (parse.GetValue(Common.Socket) is null)
            {
                // Nobody works on the state: this process may.
            }
        }

        var found = StateDirectory.Find(directory, Environment.GetEnvironmentVariable);
        if (!Path.Exists(StateDirectory.DatabaseIn(found)))
        {
            Context.Error.WriteLine(Escaping.Line($"openclaw: no gateway answers, and there is no state in {found}. Name its directory with -s, or its socket with --socket"));
            return ExitCode.Unavailable;
        }

        using var state = StateDirectory.Open(found);
        var head = StateCopy.Write(state, file, force);
        var result = new BackupResult { Path = file, Bytes = new FileInfo(file).Length, Audit = new AuditStatus(head.Count, head.HashText) };
        if (!parse.GetValue(Common.Json)) return Show(result);
        Context.Out.WriteLine(JsonSerializer.Serialize(result, ControlJson.Wire.BackupResult));
        return ExitCode.Ok;
    }

    private int Show(BackupResult result)
    {
        Context.Out.WriteLine(Escaping.Line($"{result.Path}: {Ages.Megabytes(result.Bytes)}, audit {result.Audit.Rows}:{result.Audit.Head}"));
        return ExitCode.Ok;
    }
}
