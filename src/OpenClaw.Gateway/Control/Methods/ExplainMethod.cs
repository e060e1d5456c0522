using System.Collections.Frozen;
using System.Text.Json;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tools;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Control.Methods;

/// <summary><c>explain</c>: what the gate would say of a call, and why, by the very function that decides calls. Runs nothing.</summary>
internal sealed class ExplainMethod(ToolTable tools, Current<GatewayConfig> config, Current<PolicySet> policies, TimeProvider time)
    : ControlMethod<ExplainParams, ExplainResult>(ControlCalls.Explain)
{
    private bool _answersLaunched;

    /// <summary>
    /// An analysis reads files, and a command that a model started may ask in a loop and over many connections. So those commands have one
    /// place between them, held until the work is done even when the one that asked has hung up.
    /// </summary>
    protected override async Task<ExplainResult> InvokeAsync(ExplainParams parameters, ControlPeer peer, CancellationToken ct)
    {
        if (!peer.DescendsFromLauncher)
        {
            return await ExplainAsync(parameters, peer, ct);
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
            return await ExplainAsync(parameters, peer, ct);
        }
        finally
        {
            _answersLaunched = false;
        }
    }

    private async Task<ExplainResult> ExplainAsync(ExplainParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var name = parameters.Tool ?? "exec";
        if (tools.Find(name) is not { } tool)
        {
            throw ControlException.NotFound(
                $"no tool \"{name}\"; there are {string.Join(", ", tools.All.Select(static known => known.Name).Order())}"
            );
        }
        using var arguments = JsonDocument.Parse(
            parameters.Arguments is { } given ? given.GetRawText() : CommandArguments(parameters.Command)
        );

        var chat = SessionNames.Chat(peer, SessionNames.Key(peer, parameters.Session));
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
        var intended = await tool.IntendAsync(arguments.RootElement, scope, ct);
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

    private static string CommandArguments(string? command)
    {
        if (string.IsNullOrWhiteSpace(command))
        {
            throw ControlException.InvalidParams("give either a command, or a tool and its arguments");
        }
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("command", command);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Word(PolicyAction action) => action.ToString().ToLowerInvariant();
}
