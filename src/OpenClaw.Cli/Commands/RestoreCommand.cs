using System.Text.Json.Nodes;
using OpenClaw.Hosting;
using OpenClaw.Models.Clients;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw restore FILE</c>: puts a backup in the place of the state of a gateway that is stopped. What was there is put
/// aside, never deleted.</summary>
internal sealed class RestoreCommand : CommandBase
{
    public RestoreCommand(CommandContext context)
        : base(
            context,
            "restore",
            "Put a backup in the place of the state. The gateway must be stopped; its present state is kept beside it.",
            "systemctl stop openclaw && openclaw restore /media/usb/openclaw.backup",
            "openclaw restore -s /var/lib/openclaw --yes openclaw.backup   # without asking"
        )
    {
        var file = Word<string>("FILE", "What `openclaw backup` made");
        var yes = Flag("--yes -y", "Do not ask");
        var state = Value<string?>("--state -s", "DIR", "The state directory. Else $STATE_DIRECTORY, $XDG_STATE_HOME/openclaw");
        SetAction(parse =>
            Run(
                parse,
                Path.GetFullPath(parse.GetValue(file)!),
                parse.GetValue(yes),
                StateDirectory.Find(parse.GetValue(state), Environment.GetEnvironmentVariable)
            )
        );
    }

    private int Run(ParseResult parse, string file, bool yes, string directory)
    {
        var head = StateRestore.Check(file);
        if (!BackupSeal.IsOn(file))
        {
            Context.Error.WriteLine(
                Escaping.Line(
                    $"openclaw: {file} carries no checksum, as copies made by hand and those of older versions do; that it is whole rests on SQLite's own check"
                )
            );
        }
        // Held to the end: no gateway may start on half of it.
        using var state = StateDirectory.Open(directory);
        if (FileIdentity.Of(file) == FileIdentity.Of(state.Database))
        {
            throw new StorageException(StorageFault.Other, $"{file} is the state itself. Name a copy of it.");
        }
        if (!yes && !Context.InputIsTerminal)
        {
            Context.Error.WriteLine(
                $"openclaw: this replaces the state in {Escaping.Line(directory)}, and nobody is here to ask; --yes says that it is meant"
            );
            return ExitCode.Usage;
        }

        if (!yes && !IsMeant(file, directory))
        {
            Context.Error.WriteLine("openclaw: nothing was changed");
            return ExitCode.Failed;
        }

        var outcome = Restoration.Run(state, file, head, Context.Time);
        if (IsJson(parse))
        {
            Context.Out.WriteLine(Json.Text(JsonOf(outcome)));
        }
        else
        {
            Show(outcome);
        }

        return ExitCode.Ok;
    }

    private bool IsMeant(string file, string directory)
    {
        Context.Error.Write(
            Escaping.Line(
                $"Replace the state in {directory} by {file}? What happened since that copy was made is forgotten; the present state is put aside. [y/N] "
            )
        );
        Context.Error.Flush();
        return Context.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private void Show(RestoreOutcome outcome)
    {
        Context.Out.WriteLine(Escaping.Line($"{outcome.Database} is what {outcome.File} was, audit {outcome.Audit}"));
        if (outcome.PutAside is { } aside)
        {
            Context.Out.WriteLine(Escaping.Line($"the state of before lies in {aside}"));
        }
        if (outcome.Turns + outcome.Messages > 0)
        {
            Context.Out.WriteLine(
                $"with the next start {outcome.Turns} turns go on and {outcome.Messages} messages are sent that were open when the copy was made; what became of them since is not known here"
            );
        }
    }

    private static JsonObject JsonOf(RestoreOutcome outcome)
    {
        var json = new JsonObject { ["file"] = outcome.File, ["database"] = outcome.Database };
        if (outcome.PutAside is { } aside)
        {
            json["put_aside"] = aside;
        }
        json["audit"] = new JsonObject { ["rows"] = outcome.Audit.Count, ["head"] = outcome.Audit.HashText };
        json["turns_open"] = outcome.Turns;
        json["messages_open"] = outcome.Messages;
        return json;
    }
}
