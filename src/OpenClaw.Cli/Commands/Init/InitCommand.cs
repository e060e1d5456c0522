using System.Text.Json.Nodes;
using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Models.Clients;

namespace OpenClaw.Cli.Commands.Init;

/// <summary><c>openclaw init</c>: three questions, and a configuration that works where there was none.</summary>
internal sealed class InitCommand : CommandBase
{
    private const string OllamaUrl = "http://127.0.0.1:11434";

    private readonly Option<string?> _file;
    private readonly Option<string?> _model;
    private readonly Option<string?> _users;
    private readonly Option<string?> _zone;
    private readonly Option<string?> _url;
    private readonly Option<bool> _yes;

    public InitCommand(CommandContext context)
        : base(
            context,
            "init",
            "Ask which model of Ollama, who may write to it and the time zone, and write a configuration that works. Never over a file that is there.",
            "openclaw init",
            "openclaw init --yes                # asks nothing: what it would recommend",
            "sudo openclaw init                 # with the service installed: /etc/openclaw/openclaw.toml"
        )
    {
        _file = Value<string?>("--config -c", "FILE", "Where to write; else ./openclaw.toml, and as root the installed service's");
        _model = Checked(
            "--model",
            "NAME",
            "The model, as Ollama calls it; one that Ollama lacks is fetched",
            InitQuestions.ProblemOfModel
        );
        _users = Checked(
            "--user",
            "NAME",
            "Who may write to it and approve; several with a comma between. Else whoever types this, before sudo",
            text => InitQuestions.ProblemOfUsers(text, context.Machine)
        );
        _zone = Checked("--timezone", "ZONE", "Such as Europe/Amsterdam; else the machine's", InitQuestions.ProblemOfZone);
        _url = Checked(
            "--url",
            "URL",
            $"Where Ollama is; else {OllamaUrl}",
            static text => Urls.Check(text) is { } wrong ? $"--url {wrong}" : null
        );
        _yes = Flag("--yes -y", "Ask nothing: take what is recommended");
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken ct)
    {
        var (machine, target) = (Context.Machine, InitTarget.Find(Context.Machine, parse.GetValue(_file)));
        if (target.Problem() is { } problem)
        {
            throw new IOException(problem);
        }
        var (model, users, zone) = (parse.GetValue(_model), parse.GetValue(_users), parse.GetValue(_zone));
        var asks = !parse.GetValue(_yes) && (model is null || users is null || zone is null);
        if (asks && !Context.InputIsTerminal)
        {
            Context.Error.WriteLine(
                "openclaw: init asks questions, and there is no terminal to ask at. `openclaw init --yes` takes what is recommended; --model, --user and --timezone answer"
            );
            return ExitCode.Usage;
        }

        if (asks)
        {
            Greet(target);
        }
        var ollama = await OllamaLook.AtAsync(new Uri(parse.GetValue(_url) ?? OllamaUrl), Context.Time, ct).ConfigureAwait(false);
        var questions = new InitQuestions(Context, ollama, asks);
        model ??= questions.Model();
        var names = users is null ? questions.Users() : InitQuestions.UsersIn(users);
        zone ??= questions.Zone();

        var isThere = ollama.Find(model) is not null;
        var untold = isThere ? null : await FetchAsync(ollama, model, ct).ConfigureAwait(false);
        isThere |= untold is null;
        var size = ModelAdvice.Context(ollama.Url.IsLoopback ? machine.Memory : null);
        var takes = isThere ? await ollama.ContextAsync(model, Context.Time, ct).ConfigureAwait(false) : null;
        var answers = new InitAnswers(ollama.Url, model, Math.Min(size, takes ?? size), names, zone);
        return Write(parse, target, answers, isThere);
    }

    private int Write(ParseResult parse, InitTarget target, InitAnswers answers, bool isThere)
    {
        var text = answers.Text();
        var before = ConfigLoader.LoadText(text, target.Path, Context.Machine.Request);
        if (before.Config is null)
        {
            ConfigDiagnosticWriter.WriteText(Context.Error, before.Diagnostics);
            Context.Error.WriteLine("openclaw: these answers make no configuration; nothing is written");
            return ExitCode.Configuration;
        }

        target.Write(text);
        var result = CheckCommand.Read(Context.Machine.Request with { File = target.Path }, null);
        var next = Next(parse, target, answers, isThere).ToArray();
        if (IsJson(parse))
        {
            Context.Out.WriteLine(Json.Text(JsonOf(target, answers, result, next)));
        }
        else
        {
            ConfigDiagnosticWriter.WriteText(Context.Error, result.Diagnostics);
            Context.Out.WriteLine(CheckCommand.Verdict(result));
            Context.Out.WriteLine("Next:");
            foreach (var (command, what) in next)
            {
                Context.Out.WriteLine($"  {command, -36} # {what}");
            }
        }
        return result.Config is null ? ExitCode.Configuration : ExitCode.Ok;
    }

    private void Greet(InitTarget target)
    {
        Context.Error.WriteLine(
            Escaping.Line($"This writes {target.Path}. Enter takes what is in [brackets]; Ctrl-C ends it, and nothing is written.")
        );
        if (!target.IsService && Context.Machine is { HasService: true, User: not 0 })
        {
            Context.Error.WriteLine("The service that is installed here has a configuration of its own: sudo openclaw init");
        }
    }

    /// <summary>Why the model is not there; null when it is now.</summary>
    private async Task<string?> FetchAsync(OllamaLook ollama, string model, CancellationToken ct)
    {
        if (ollama.Problem is { } absent)
        {
            Tell(
                $"no Ollama answers at {InitQuestions.Shown(ollama.Url)} ({absent}); the file names {model}, which is to be fetched when it does"
            );
            return absent;
        }
        Tell($"Ollama fetches {model}");
        var failed = await ollama.PullAsync(model, Context, ct).ConfigureAwait(false);
        if (failed is not null)
        {
            Tell($"{model} could not be fetched: {failed}");
        }
        return failed;

        void Tell(string what) => Context.Error.WriteLine(Escaping.Line($"note: {what}"));
    }

    private IEnumerable<(string Command, string What)> Next(ParseResult parse, InitTarget target, InitAnswers answers, bool isThere)
    {
        var machine = Context.Machine;
        if (target.IsExampleMoved)
        {
            Context.Error.WriteLine(Escaping.Line($"note: the package's example is now {target.ExamplePath}"));
        }
        if (!isThere)
        {
            var where = answers.Url.AbsoluteUri == $"{OllamaUrl}/" ? "" : $"OLLAMA_HOST={InitTarget.Shell(answers.Url.Authority)} ";
            yield return ($"{where}ollama pull {InitTarget.Shell(answers.Model)}", "the model it asks");
        }
        if (target.IsService)
        {
            var sudo = machine.Environment("SUDO_USER") is { Length: > 0 } ? "sudo " : "";
            // A socket may be a running gateway's, which must begin anew, or systemd's own, which waits for one.
            var start = machine.Has("/run/openclaw/openclaw.sock")
                ? $"{sudo}systemctl enable openclaw && {sudo}systemctl restart openclaw"
                : $"{sudo}systemctl enable --now openclaw";
            yield return (start, "the gateway, now and at each start of the machine");
            yield return ("openclaw tui", "a chat with it");
            yield break;
        }
        var named = parse.GetValue(_file) is null ? "" : $" -c {InitTarget.Shell(target.Path)}";
        yield return ($"openclaw run{named}", "the gateway, in this terminal");
        yield return ("openclaw tui", "a chat with it, in another terminal");
    }

    private static JsonObject JsonOf(InitTarget target, InitAnswers answers, ConfigResult result, (string Command, string What)[] next) =>
        new()
        {
            ["ok"] = result.Config is not null,
            ["file"] = target.Path,
            ["model"] = answers.Model,
            ["users"] = new JsonArray([.. answers.Users.Select(static user => (JsonNode)user)]),
            ["timezone"] = answers.Zone,
            ["next"] = new JsonArray([.. next.Select(static step => (JsonNode)step.Command)]),
        };

    /// <summary>An option whose value is looked at before anything is done.</summary>
    private Option<string?> Checked(string name, string value, string description, Func<string, string?> problemOf)
    {
        var option = Value<string?>(name, value, description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && problemOf(given) is { } problem)
            {
                result.AddError(problem);
            }
        });
        return option;
    }
}
