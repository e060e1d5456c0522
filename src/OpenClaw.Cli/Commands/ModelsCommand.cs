namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw models</c>: the models of the configuration, how they are, and getting one.</summary>
internal sealed class ModelsCommand : CommandBase
{
    public ModelsCommand(CommandContext context)
        : base(
            context,
            "models",
            "List the configured models and how they are; ask them; fetch one into Ollama.",
            "openclaw models",
            "openclaw models probe big",
            "openclaw models pull small"
        )
    {
        var names = NamesOf(ModelsApi.List, NoParams.Value, static list => list.Models.Select(static m => m.Name));
        Func<ParseResult, int> list = parse => Ask(parse, ModelsApi.List, NoParams.Value, ShowList);
        SetAction(list);
        Verb("list", "List the configured models and how they are.", "openclaw models list --json").SetAction(list);

        var probe = Verb(
            "probe",
            "Ask each model, or one, whether it is there and what it can do. Where its server does not say, a short call with a tool and one with thinking find out; models with a price are tried only when they are named.",
            "openclaw models probe",
            "openclaw models probe big --json"
        );
        var asked = probe.Word<string?>("MODEL", "A name of the configuration; else all of them", names, ArgumentArity.ZeroOrOne);
        probe.SetAction(parse =>
            Ask(
                parse,
                ModelsApi.Probe,
                new ModelsProbeParams(parse.GetValue(asked)),
                ShowProbes,
                static result => result.Results.All(static r => r.Ok) ? ExitCode.Ok : ExitCode.Failed
            )
        );

        var pull = Verb("pull", "Let a model's Ollama fetch it.", "openclaw models pull small");
        var fetched = pull.Word<string>("MODEL", "A name of the configuration", names);
        pull.SetAction((parse, ct) => PullAsync(parse, parse.GetValue(fetched)!, ct));
    }

    private void ShowList(ModelsListResult result)
    {
        var now = Context.Time.GetUtcNow();
        Columns.Write(
            Context.Out,
            ["MODEL", "PROVIDER", "RUNS", "STATE", "WHY"],
            result.Models,
            model => [model.Name, model.Provider, model.Model, model.State, Why(model, now)]
        );
        foreach (var chain in result.Chains)
        {
            Context.Out.WriteLine(Escaping.Line($"chain {chain.Name}: {string.Join(" > ", chain.Models)}"));
        }
    }

    private static string Why(ModelInfo model, DateTimeOffset now)
    {
        var again = model.Until is { } until && model.State != "ready" ? $"tried again {Ages.In(until, now)}" : null;
        return string.Join(", ", new[] { model.Reason, again }.OfType<string>());
    }

    /// <summary>What trials found, to be put behind other words: <c>; tools: yes, thinking: no (why)</c>.</summary>
    internal static string Tried(ProbeInfo probe)
    {
        var tools = probe.Tools is null ? null : $"tools: {probe.Tools}";
        var thinking = probe.Thinking is null ? null : $"thinking: {probe.Thinking}";
        var found = string.Join(", ", new[] { tools, thinking }.OfType<string>());
        return found.Length == 0 ? "" : $"; {found}";
    }

    private void ShowProbes(ModelsProbeResult result) =>
        Columns.Write(
            Context.Out,
            ["MODEL", "", "MS", "CONTEXT", "CAN", "DETAIL"],
            result.Results,
            static probe =>
                [
                    probe.Name,
                    probe.Ok ? "ok" : "failed",
                    $"{probe.Ms}",
                    probe.Context?.ToString(CultureInfo.InvariantCulture),
                    string.Join(" ", probe.Capabilities),
                    $"{probe.Detail}{Tried(probe)}",
                ]
        );

    private async Task<int> PullAsync(ParseResult parse, string model, CancellationToken ct)
    {
        await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
        var json = IsJson(parse);
        var line = new PullLine(Context.Error, Context.ErrorIsTerminal);
        try
        {
            var result = await client.CallRawAsync(ModelsApi.Pull, new ModelsPullParams(model), ShowProgress, ct).ConfigureAwait(false);
            line.End();
            Context.Out.WriteLine(json ? result.GetRawText() : $"{Escaping.Line(model)} is there");
            return ExitCode.Ok;
        }
        finally
        {
            line.End();
        }

        void ShowProgress(ControlNotification notification)
        {
            if (notification.As(ModelsApi.Progress) is not { } progress)
            {
                return;
            }

            if (json)
            {
                Context.Error.WriteLine(notification.Params.GetRawText());
            }
            else
            {
                line.Show(progress);
            }
        }
    }
}
