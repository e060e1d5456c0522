using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Wire;
using OpenClaw.Hosting;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw restore FILE</c>: puts a backup in the place of the state of a gateway that is stopped. What was there is put
/// aside, never deleted.</summary>
internal sealed class RestoreCommand : CommandBase
{
    private readonly CommandContext _context;
    private readonly CommonOptions _common;

    public RestoreCommand(CommandContext context, CommonOptions common)
        : base(
            "restore",
            "Put a backup in the place of the state. The gateway must be stopped; its present state is kept beside it.",
            "systemctl stop openclaw && openclaw restore /media/usb/openclaw.backup",
            "openclaw restore -s /var/lib/openclaw --yes openclaw.backup   # without asking"
        )
    {
        _context = context;
        _common = common;
        var file = new Argument<string>("FILE") { Description = "What `openclaw backup` made" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var state = new Option<string?>("--state", "-s")
        {
            Description = "The state directory. Else $STATE_DIRECTORY, $XDG_STATE_HOME/openclaw",
            HelpName = "DIR",
        };
        Arguments.Add(file);
        Options.Add(yes);
        Options.Add(state);
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
            _context.Error.WriteLine(
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
        if (!yes && !_context.InputIsTerminal)
        {
            _context.Error.WriteLine(
                $"openclaw: this replaces the state in {Escaping.Line(directory)}, and nobody is here to ask; --yes says that it is meant"
            );
            return ExitCode.Usage;
        }

        if (!yes && !IsMeant(file, directory))
        {
            _context.Error.WriteLine("openclaw: nothing was changed");
            return ExitCode.Failed;
        }

        Show(parse, Restoration.Run(state, file, head, _context.Time));
        return ExitCode.Ok;
    }

    private bool IsMeant(string file, string directory)
    {
        _context.Error.Write(
            Escaping.Line(
                $"Replace the state in {directory} by {file}? What happened since that copy was made is forgotten; the present state is put aside. [y/N] "
            )
        );
        _context.Error.Flush();
        return _context.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private void Show(ParseResult parse, RestoreOutcome outcome)
    {
        if (parse.GetValue(_common.Json))
        {
            _context.Out.WriteLine(Json(outcome));
            return;
        }

        _context.Out.WriteLine(Escaping.Line($"{outcome.Database} is what {outcome.File} was, audit {outcome.Audit}"));
        if (outcome.PutAside is { } aside)
        {
            _context.Out.WriteLine(Escaping.Line($"the state of before lies in {aside}"));
        }
        if (outcome.Turns + outcome.Messages > 0)
        {
            _context.Out.WriteLine(
                $"with the next start {outcome.Turns} turns go on and {outcome.Messages} messages are sent that were open when the copy was made; what became of them since is not known here"
            );
        }
    }

    private static string Json(RestoreOutcome outcome)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("file", outcome.File);
            writer.WriteString("database", outcome.Database);
            if (outcome.PutAside is { } aside)
            {
                writer.WriteString("put_aside", aside);
            }
            writer.WriteStartObject("audit");
            writer.WriteNumber("rows", outcome.Audit.Count);
            writer.WriteString("head", outcome.Audit.HashText);
            writer.WriteEndObject();
            writer.WriteNumber("turns_open", outcome.Turns);
            writer.WriteNumber("messages_open", outcome.Messages);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
