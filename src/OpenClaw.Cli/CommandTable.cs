using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using OpenClaw.Cli.Commands;
using OpenClaw.Cli.Commands.Approvals;
using OpenClaw.Cli.Commands.Audit;
using OpenClaw.Cli.Commands.Cron;
using OpenClaw.Cli.Commands.Doctor;
using OpenClaw.Cli.Commands.Init;
using OpenClaw.Cli.Commands.Send;
using OpenClaw.Cli.Commands.Upgrade;
using OpenClaw.Cli.Tui;
using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Cli;

/// <summary>The commands of the executable, and how what goes wrong in them becomes words and an exit code.</summary>
internal static class CommandTable
{
    private const string Description =
        "Keeps a language model useful around the clock: one gateway, people on several channels, everything it may do written in openclaw.toml.";

    /// <summary>What a newcomer types, in this order.</summary>
    public static IReadOnlyList<string> Examples { get; } =
    [
        "openclaw init                      # three questions, and a configuration that works",
        "openclaw check                     # is it right?",
        "openclaw run                       # the gateway, in this terminal",
        "openclaw send --wait \"hello\"       # say something and wait for the answer",
        "openclaw tui                       # the terminal chat",
        "openclaw approvals                 # what waits for a person",
    ];

    // Each is made when it is asked for.
    private static readonly (string Name, Func<CommandContext, Command> Make)[] s_commands =
    [
        ("init", static context => new InitCommand(context)),
        ("run", static context => new RunCommand(context)),
        ("check", static context => new CheckCommand(context)),
        ("example", static context => new ExampleCommand(context)),
        ("reload", static context => new ReloadCommand(context)),
        ("status", static context => new StatusCommand(context)),
        ("doctor", static context => new DoctorCommand(context)),
        ("send", static context => new SendCommand(context)),
        ("tui", static context => new TuiCommand(context)),
        ("approvals", static context => new ApprovalsCommand(context)),
        ("approve", static context => new ApproveCommand(context)),
        ("deny", static context => new DenyCommand(context)),
        ("sessions", static context => new SessionsCommand(context)),
        ("outbox", static context => new OutboxCommand(context)),
        ("cron", static context => new CronCommand(context)),
        ("events", static context => new EventsCommand(context)),
        ("models", static context => new ModelsCommand(context)),
        ("slack", static context => new SlackCommand(context)),
        ("logs", static context => new LogsCommand(context)),
        ("audit", static context => new AuditCommand(context)),
        ("backup", static context => new BackupCommand(context)),
        ("restore", static context => new RestoreCommand(context)),
        ("upgrade", static context => new UpgradeCommand(context)),
        ("explain", static context => new ExplainCommand(context)),
        ("completion", static context => new CompletionCommand(context)),
    ];

    public static RootCommand Build(CommandContext context)
    {
        var root = new RootCommand(Description);
        foreach (var (_, make) in s_commands)
        {
            root.Subcommands.Add(make(context));
        }

        root.Options.Add(context.Common.Socket);
        root.Options.Add(context.Common.Json);
        AddExamples(root);
        return root;
    }

    /// <summary>
    /// The command that is called, alone below a root that knows no help, no version and no suggestions: their words alone take the library
    /// longer than most commands take to run. Null when one of these is asked for, or no command is called by its name.
    /// </summary>
    public static Command? BuildOne(CommandContext context, string[] args)
    {
        if (
            args.Any(static arg => arg is "-h" or "--help" or "--version")
            || s_commands.FirstOrDefault(command => command.Name == args.FirstOrDefault()) is not { Make: { } make }
        )
        {
            return null;
        }

        var root = new Command("openclaw");
        root.Subcommands.Add(make(context));
        root.Options.Add(context.Common.Socket);
        root.Options.Add(context.Common.Json);
        return root;
    }

    public static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        args = Guessed(args);
        var root = BuildOne(context, args) ?? Build(context);
        if (args.Length == 0)
        {
            await NextStep.TellAsync(context).ConfigureAwait(false);
            await root.Parse(["--help"]).InvokeAsync(Configuration(context.Error, context.Error)).ConfigureAwait(false);
            return ExitCode.Usage;
        }

        var parse = root.Parse(args);
        if (StrayValue.Complaint(args, parse.CommandResult) is { } complaint)
        {
            context.Error.WriteLine($"openclaw: {complaint}\ntry: {PathOf(parse.CommandResult)} --help");
            return ExitCode.Usage;
        }

        if (parse.Action is ParseErrorAction || (parse.Action is null && parse.Errors.Count == 0))
        {
            return Misused(parse, context);
        }

        return await GuardAsync(() => parse.InvokeAsync(Configuration(context.Out, context.Error)), context).ConfigureAwait(false);
    }

    /// <summary>What people type who know other programs: <c>help</c>, <c>help send</c>, <c>version</c> and <c>-V</c> are the options of
    /// that meaning.</summary>
    private static string[] Guessed(string[] args) =>
        args switch
        {
            ["help"] => ["--help"],
            // A word that is no command is complained of, with the nearest.
            ["help", var name, .. var rest] => s_commands.Any(command => command.Name == name) ? [name, .. rest, "--help"] : [name],
            ["version" or "-V"] => ["--version"],
            _ => args,
        };

    /// <summary>Runs the work of a command; what it throws becomes a line for people and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> work, CommandContext context)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ControlException e)
        {
            return Say(
                e.Message,
                e.Code switch
                {
                    ControlErrors.NotAllowed => ExitCode.NotAllowed,
                    ControlErrors.ShuttingDown => ExitCode.Unavailable,
                    _ => ExitCode.Failed,
                }
            );
        }
        catch (GatewayAbsentException e)
        {
            return Say(e.Message, ExitCode.Unavailable);
        }
        catch (StorageException e)
        {
            return Say(e.Message, ExitCode.Failed);
        }
        catch (UnixSocketException e)
        {
            return Say(e.Message, e.IsDenied ? ExitCode.NotAllowed : ExitCode.Failed);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(e.Message, ExitCode.Failed);
        }
        catch (System.Text.Json.JsonException e)
        {
            // Its own words name types of ours.
            return Say(
                $"the gateway's answer is not understood{(e.Path is { Length: > 1 } path ? $", at {Escaping.Line(path)}" : "")}; is it of another version than this command? (openclaw status)",
                ExitCode.Failed
            );
        }
        catch (Exception e)
        {
            Say(
                $"internal error: that is a fault of openclaw {BuildInfo.Version} itself. Please report it, with what you typed and with these lines:",
                ExitCode.Failed
            );
            await context.Error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
            return ExitCode.Failed;
        }

        int Say(string message, int code)
        {
            context.Error.WriteLine($"openclaw: {message}");
            return code;
        }
    }

    private static int Misused(ParseResult parse, CommandContext context)
    {
        var command = parse.CommandResult.Command;
        var named = command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name).ToArray();
        // A word where a command is due: the library's two complaints about it say less than one guess.
        if (parse.UnmatchedTokens is [var word, ..] && named.Length > 0)
        {
            context.Error.WriteLine($"openclaw: there is no command \"{Escaping.Line(word)}\".{NearestName.Suggestion(word, named)}");
        }
        else
        {
            foreach (var error in parse.Errors)
            {
                context.Error.WriteLine(
                    $"openclaw: {Escaping.Line(string.Join(' ', Words(error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}"
                );
            }
        }

        if (parse.Errors.Count == 0)
        {
            context.Error.WriteLine($"openclaw: {command.Name} needs one of: {string.Join(", ", named)}");
        }

        context.Error.WriteLine($"try: {PathOf(parse.CommandResult)} --help");
        return ExitCode.Usage;
    }

    // The library says that an argument is missing, and not which; and of what it cannot read it says what the programmer calls the type.
    private static string Words(ParseError error) =>
        error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Argument: { Arity.MinimumNumberOfValues: > 0 } missing, Parent: CommandResult of } =>
                $"{of.Command.Name} needs {missing.HelpName ?? missing.Name}: {missing.Description}",
            OptionResult { Option: { } option, Tokens: [.., var given] }
                when KindOf(option.ValueType) is { } kind && error.Message.Contains(option.ValueType.Name, StringComparison.Ordinal) =>
                $"{option.Name} takes {kind}, not \"{given.Value}\"",
            ArgumentResult { Argument: { } argument, Tokens: [.., var given] }
                when KindOf(argument.ValueType) is { } kind && error.Message.Contains(argument.ValueType.Name, StringComparison.Ordinal) =>
                $"{argument.HelpName ?? argument.Name} is {kind}, not \"{given.Value}\"",
            _ => error.Message,
        };

    private static string? KindOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(int) || t == typeof(long) => "a whole number",
            var t when t == typeof(bool) => "true or false",
            _ => null,
        };

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "openclaw";

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) =>
        new()
        {
            Output = output,
            Error = error,
            // What a command throws is ours to put into words; Ctrl-C ends a command as it ends any program.
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };

    private static void AddExamples(RootCommand root)
    {
        var examples = new Dictionary<Command, IReadOnlyList<string>> { [root] = Examples };
        Collect(root);
        var option = root.Options.OfType<HelpOption>().Single();
        // Windows's spellings would be offered by every press of Tab.
        foreach (var alias in (string[])["/h", "/?", "-?"])
        {
            option.Aliases.Remove(alias);
        }

        option.Action = new HelpWithExamples((HelpAction)option.Action!, examples);

        void Collect(Command command)
        {
            foreach (var child in command.Subcommands)
            {
                if (child is CommandBase known)
                {
                    examples[child] = known.Examples;
                }

                Collect(child);
            }
        }
    }
}
