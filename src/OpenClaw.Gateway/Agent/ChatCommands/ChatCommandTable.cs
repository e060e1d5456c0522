using OpenClaw.Agent.Budgets;
using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent.ChatCommands;

/// <summary>What people can say to the gateway itself, and its answers.</summary>
internal sealed class ChatCommandTable(
    LaneTable lanes,
    ChatDecisions decisions,
    ApprovalService approvals,
    SessionService sessionService,
    SessionStore sessions,
    TurnBudgets budgets,
    Current<GatewayConfig> config,
    Current<ModelTable> models
)
{
    private static readonly (string Name, string Arguments, string Help)[] s_commands =
    [
        ("status", "", "what this conversation is doing, and with which policy and models"),
        ("new", "", "start afresh; what was said stays on disk"),
        ("stop", "", "stop the running turn, and withdraw what waits for approval"),
        ("approve", " [ID]", "let a call run that waits for approval"),
        ("deny", " [ID] [reason]", "refuse one"),
        ("model", " [NAME|default]", "the model that is tried first here"),
        ("help", "", "this list"),
    ];

    private static readonly string s_help = string.Join(
        '\n',
        s_commands.Select(static command => $"/{command.Name}{command.Arguments}   {command.Help}")
    );

    /// <summary>What a chat's menu offers.</summary>
    public static IReadOnlyList<(string Command, string Help)> Menu { get; } =
    [.. s_commands.Select(static command => (command.Name, command.Help))];

    public Task<string> AnswerAsync(CommandLine line, Turn turn) =>
        line.Name switch
        {
            "status" => StatusAsync(turn),
            "new" or "reset" => NewAsync(turn),
            "stop" => StopAsync(turn),
            "approve" => decisions.TakeAsync(turn, line.Argument, approve: true),
            "deny" => decisions.TakeAsync(turn, line.Argument, approve: false),
            "model" => ModelAsync(turn, line.Argument),
            "help" => Task.FromResult(s_help),
            // What every chat with a bot of Telegram begins with.
            "start" => Task.FromResult($"Hello, I am {config.Value.Agent.Name}; write to me in your own words.\n{s_help}"),
            _ => Task.FromResult($"There is no command /{line.Name}.\n{s_help}"),
        };

    private async Task<string> StatusAsync(Turn turn)
    {
        var session = await sessions.LoadAsync(turn.Session);
        var lane = lanes.Find(turn.Session);
        var text = new StringBuilder();
        text.Append($"{turn.Session}: {SessionService.StateOf(lane)}");
        if (lane is { Waiting.Count: > 0 and var waiting })
        {
            text.Append($", {waiting} queued");
        }
        text.Append(
            $"\nrule {turn.Rule.Name} {turn.Rule.Span}, policy {turn.Rule.Policy}, workspace {Router.WorkspaceOf(config.Value, turn.Rule, turn.Session, turn.SenderIsOwner)}"
        );
        text.Append($"\nmodels {string.Join(" > ", models.Value.Chain(turn.Rule.Chain).Config.Models)}");
        if (session.Model is { } chosen)
        {
            text.Append($" ({chosen} first)");
        }
        foreach (var model in models.Value.Status().Where(static m => m.Kind is not null))
        {
            text.Append(
                $"\n{model.Name}: {model.Kind!.Replace('_', ' ')}{(model.Until is { } until ? $", next try {config.Value.Agent.Here(until):HH:mm:ss}" : "")}"
            );
        }

        foreach (var left in await budgets.LeftAsync(turn))
        {
            text.Append($"\n{left}");
        }
        foreach (var approval in (await approvals.ListAsync(all: false)).Where(a => a.Session == turn.Session))
        {
            text.Append(
                $"\nwaiting for approval {approval.Id}: {approval.Tool}{(approval.Note is { } again ? $", asked again: {again}" : "")}\n{(approval.Doubt is { } doubt ? $"Refuse it, {doubt}." : Question.Quoted(approval.Display))}"
            );
        }

        return text.ToString();
    }

    private async Task<string> NewAsync(Turn turn)
    {
        if (turn.Message.Chat.Kind == ChatKind.Group && !turn.SenderIsOwner)
        {
            return "Only an owner may start a group's conversation afresh.";
        }
        await sessionService.ResetAsync(turn.Session, turn.Message.Sender.Address);
        return "Started afresh.";
    }

    private async Task<string> StopAsync(Turn turn)
    {
        var (lane, by) = (lanes.Find(turn.Session), turn.Message.Sender.Address);
        // The answer to the command is what its chat is told; the turn need not say it again.
        if (
            lane?.Running is { } running
            && (turn.SenderIsOwner || running.Message.Sender.Address == by)
            && turn.HasChat
            && running.ReplyTo == turn.ReplyTo
        )
        {
            running.IsToldStopped = true;
        }
        if (await lanes.StopAsync(turn.Session, by, turn.SenderIsOwner ? null : by))
        {
            return "Stopped.";
        }
        return lane is null or { IsQuiet: true, Asking.Count: 0 } ? "Nothing runs here." : "Only an owner may stop somebody else's turn.";
    }

    private async Task<string> ModelAsync(Turn turn, string argument)
    {
        var chain = models.Value.Chain(turn.Rule.Chain).Config;
        if (argument.Length == 0)
        {
            var session = await sessions.LoadAsync(turn.Session);
            return $"{session.Model ?? "default"} (chain {chain.Name}: {string.Join(" > ", chain.Models)}; configured: {string.Join(", ", models.Value.Models.Select(static m => m.Name))})";
        }

        if (!turn.SenderIsOwner)
        {
            return "Only an owner may choose the model.";
        }
        var chosen = argument == "default" ? null : argument;
        if (chosen is not null && models.Value.Model(chosen) is null)
        {
            return $"There is no model '{chosen}'. Configured: {string.Join(", ", models.Value.Models.Select(static m => m.Name))}.";
        }
        await sessionService.ChooseModelAsync(turn.Session, chosen);
        return chosen is null ? "Back to the chain's order." : $"{chosen} is tried first from now on.";
    }
}
