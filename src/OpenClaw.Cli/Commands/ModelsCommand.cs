using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw models</c>: the models of the configuration, how they are, and getting one.</summary>
internal sealed class ModelsCommand : GatewayCommand
{
    public ModelsCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "models",
            "List the configured models and how they are; ask them; fetch one into Ollama.",
            "openclaw models",
            "openclaw models probe big",
            "openclaw models pull small"
        )
    {
        Subcommands.Add(new ListCommand(context, common));
        Subcommands.Add(new ProbeCommand(context, common));
        Subcommands.Add(new PullCommand(context, common));
        SetAction(parse => Ask(parse, ModelsApi.List, NoParams.Value, result => ShowList(Context, result)));
    }

    private static int ShowList(CommandContext context, ModelsListResult result)
    {
        var now = context.Time.GetUtcNow();
        Columns.Write(
            context.Out,
            ["MODEL", "PROVIDER", "RUNS", "STATE", "WHY"],
            result.Models.Select(model =>
                new[]
                {
                    model.Name,
                    model.Provider,
                    model.Model,
                    model.State,
                    string.Join(
                        ", ",
                        new[]
                        {
                            model.Reason,
                            model.Until is { } until && model.State != "ready" ? $"tried again {Ages.In(until, now)}" : null,
                        }.Where(static s => s is not null)
                    ),
                }
            )
        );
        foreach (var chain in result.Chains)
        {
            context.Out.WriteLine(Escaping.Line($"chain {chain.Name}: {string.Join(" > ", chain.Models)}"));
        }

        return ExitCode.Ok;
    }

    /// <summary>What trials found, to be put behind other words: <c>; tools: yes, thinking: no (why)</c>.</summary>
    internal static string Tried(ProbeInfo probe)
    {
        var found = string.Join(
            ", ",
            new[]
            {
                probe.Tools is { } tools ? $"tools: {tools}" : null,
                probe.Thinking is { } thinking ? $"thinking: {thinking}" : null,
            }.OfType<string>()
        );
        return found.Length == 0 ? "" : $"; {found}";
    }

    private static Func<System.CommandLine.Completions.CompletionContext, IEnumerable<System.CommandLine.Completions.CompletionItem>> Names(
        CommandContext context,
        CommonOptions common
    ) =>
        completion =>
            QuietAnswers.Ask(
                context,
                completion,
                common,
                static async (client, ct) =>
                    (await client.CallAsync(ModelsApi.List, NoParams.Value, ct).ConfigureAwait(false)).Models.Select(static m => m.Name)
            );

    /// <summary><c>openclaw models list</c>, the same as without a word.</summary>
    private sealed class ListCommand : GatewayCommand
    {
        public ListCommand(CommandContext context, CommonOptions common)
            : base(context, common, "list", "List the configured models and how they are.", "openclaw models list --json") =>
            SetAction(parse => Ask(parse, ModelsApi.List, NoParams.Value, result => ShowList(Context, result)));
    }

    /// <summary><c>openclaw models probe [MODEL]</c>.</summary>
    private sealed class ProbeCommand : GatewayCommand
    {
        public ProbeCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "probe",
                "Ask each model, or one, whether it is there and what it can do. Where its server does not say, a short call with a tool and one with thinking find out; models with a price are tried only when they are named.",
                "openclaw models probe",
                "openclaw models probe big --json"
            )
        {
            var model = new Argument<string?>("MODEL")
            {
                HelpName = "MODEL",
                Description = "A name of the configuration; else all of them",
                Arity = ArgumentArity.ZeroOrOne,
            };
            model.CompletionSources.Add(Names(context, common));
            Arguments.Add(model);
            SetAction(parse => Ask(parse, ModelsApi.Probe, new ModelsProbeParams { Model = parse.GetValue(model) }, Show));
        }

        protected override int JsonCode(object result) =>
            ((ModelsProbeResult)result).Results.All(static r => r.Ok) ? ExitCode.Ok : ExitCode.Failed;

        private int Show(ModelsProbeResult result)
        {
            Columns.Write(
                Context.Out,
                ["MODEL", "", "MS", "CONTEXT", "CAN", "DETAIL"],
                result.Results.Select(probe =>
                    new[]
                    {
                        probe.Name,
                        probe.Ok ? "ok" : "failed",
                        $"{probe.Ms}",
                        probe.Context?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        string.Join(" ", probe.Capabilities),
                        $"{probe.Detail}{Tried(probe)}",
                    }
                )
            );
            return JsonCode(result);
        }
    }

    /// <summary><c>openclaw models pull MODEL</c>.</summary>
    private sealed class PullCommand : GatewayCommand
    {
        public PullCommand(CommandContext context, CommonOptions common)
            : base(context, common, "pull", "Let a model's Ollama fetch it.", "openclaw models pull small")
        {
            var model = new Argument<string>("MODEL") { HelpName = "MODEL", Description = "A name of the configuration" };
            model.CompletionSources.Add(Names(context, common));
            Arguments.Add(model);
            SetAction((parse, ct) => PullAsync(parse, parse.GetValue(model)!, ct));
        }

        private async Task<int> PullAsync(ParseResult parse, string model, CancellationToken ct)
        {
            await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
            var json = parse.GetValue(Common.Json);
            var line = new PullLine(Context.Error, Context.ErrorIsTerminal);
            try
            {
                var result = await client
                    .CallRawAsync(ModelsApi.Pull, new ModelsPullParams { Model = model }, ShowProgress, ct)
                    .ConfigureAwait(false);
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
}
