using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tools;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Control.Api;

/// <summary><c>explain</c>: what the gate would say of a call, and why, by the very function that decides calls. Runs nothing.</summary>
internal sealed class ExplainApi(ToolTable tools, Current<GatewayConfig> config, Current<PolicySet> policies, TimeProvider time)
{
    public static ControlCall<ExplainParams, ExplainResult> Explain { get; } = new("explain", ControlJson.Get) { OpenToLaunched = true };

    private bool _answersLaunched;

    /// <summary>
    /// An analysis reads files, and a command that a model started may ask in a loop and over many connections. So those commands have one
    /// place between them, held until the work is done even when the one that asked has hung up.
    /// </summary>
    public async Task<ExplainResult> ExplainAsync(ExplainParams parameters, ControlPeer peer, CancellationToken ct)
    {
        if (!peer.DescendsFromLauncher)
        {
            return await DecideAsync(parameters, peer, ct);
        }
        if (_answersLaunched)
        {
            throw ControlException.Failed(
                "explain is busy: it answers one of the commands that the gateway runs at a time; try again when that answer is there"
            );
        }
        _answersLaunched = true;
        try
        {
            return await DecideAsync(parameters, peer, ct);
        }
        finally
        {
            _answersLaunched = false;
        }
    }

    private async Task<ExplainResult> DecideAsync(ExplainParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var name = parameters.Tool ?? "exec";
        if (tools.Find(name) is not { } tool)
        {
            throw ControlException.NotFound(
                $"no tool \"{name}\"; there are {string.Join(", ", tools.All.Select(static known => known.Name).Order())}"
            );
        }
        var arguments = parameters.Arguments ?? CommandArguments(parameters.Command);

        var chat = PeerSessions.Chat(peer, PeerSessions.Key(peer, parameters.Session));
        var message = new InboundMessage
        {
            Identity = new MessageIdentity(chat.Channel, "", chat.Id, ""),
            Sender = peer.Sender,
            Chat = chat,
            Text = "",
            ReceivedAt = time.GetUtcNow(),
        };
        var route = Router.Find(config.Value, message);
        var workspace = Router.WorkspaceOf(config.Value, route.Rule, route.Session, route.SenderIsOwner);
        var folder = await Task.Run(() => RealPath.Of(workspace, "/"), ct) ?? workspace;
        var scope = new ToolScope
        {
            Session = route.Session,
            Sender = peer.Sender,
            Origin = Origin.Chat,
            Workspace = folder,
            Limits = config.Value.Tools,
            Turn = new TurnId(0),
            CallId = "explain",
            Protected = ProtectedFiles.Of(policies.Value, folder),
        };
        var intended = await tool.IntendAsync(arguments, scope, ct);
        if (intended is ToolIntent.Refused refused)
        {
            throw ControlException.InvalidParams($"{name} does not take these arguments: {refused.Complaint}");
        }
        var intent = (ToolIntent.Ready)intended;

        var verdict = Gate.Decide(
            policies.Value,
            new CallContext
            {
                Session = route.Session,
                Origin = Origin.Chat,
                Sender = peer.Sender.Address,
                SenderIsOwner = route.SenderIsOwner,
                Policy = route.Rule.Policy,
                Tool = name,
                Workspace = scope.Workspace,
                Arguments = intent.Arguments,
                Effects = intent.Effects,
                Binding = intent.Binding,
            }
        );
        return new ExplainResult
        {
            Action = Word(verdict.Action),
            Rule = verdict.Rule,
            Span = verdict.Span.ToString(),
            Reason = verdict.Reason,
            Policy = route.Rule.Policy,
            Effects = [.. intent.Effects.Select(Explanation.Describe)],
            Trace =
            [
                .. verdict.Trace.Select(static s => new ExplainStep
                {
                    Effect = Explanation.Describe(s.Effect),
                    Rule = s.Rule,
                    Span = s.Span.ToString(),
                    Action = Word(s.Action),
                    Matched = s.Matched,
                    Note = s.Note,
                }),
            ],
        };
    }

    private static JsonElement CommandArguments(string? command) =>
        string.IsNullOrWhiteSpace(command)
            ? throw ControlException.InvalidParams("give either a command, or a tool and its arguments")
            : JsonSerializer.SerializeToElement(new ExecArguments(command), ControlJson.Wire.ExecArguments);

    private static string Word(PolicyAction action) => action.ToString().ToLowerInvariant();
}

/// <summary>Either a tool with arguments, or a shell line for <c>exec</c>.</summary>
internal sealed record ExplainParams(string? Session = null, string? Tool = null, JsonElement? Arguments = null, string? Command = null);

internal sealed record ExplainResult
{
    /// <summary><c>allow</c>, <c>ask</c> or <c>deny</c>.</summary>
    public required string Action { get; init; }

    public string? Rule { get; init; }
    public string? Span { get; init; }
    public string? Reason { get; init; }
    public string? Policy { get; init; }
    public IReadOnlyList<string> Effects { get; init; } = [];
    public IReadOnlyList<ExplainStep> Trace { get; init; } = [];
}

/// <summary>One rule held against one effect.</summary>
internal sealed record ExplainStep
{
    public required string Effect { get; init; }
    public string? Rule { get; init; }
    public string? Span { get; init; }
    public required string Action { get; init; }
    public required bool Matched { get; init; }
    public string? Note { get; init; }
}

/// <summary>The arguments of the tool <c>exec</c> for a shell line.</summary>
internal sealed record ExecArguments(string Command);
