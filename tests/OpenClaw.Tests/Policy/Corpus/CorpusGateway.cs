using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Hosting;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Tools;
using OpenClaw.Tools;
using OpenClaw.Turns.Inbound;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Policy.Corpus;

/// <summary>One configuration at home in a <see cref="CorpusWorld"/>: the real tools say what a call would do, the gate what becomes of it.
/// Nothing runs.</summary>
internal sealed class CorpusGateway : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolBench _bench = new();
    private readonly CorpusWorld _world;
    private readonly GatewayConfig _config;
    private readonly PolicySet _policies;
    private readonly HashSet<string> _furnished = [];

    public CorpusGateway(string text)
    {
        _world = new CorpusWorld(_folder.Path);
        _world.Prepare(text);
        var result = ConfigLoader.Load(
            new ConfigRequest
            {
                File = _world.ConfigFile,
                Directory = _world.ConfigFolder,
                Home = _world.Home,
                Environment = static _ => null,
            }
        );
        _config = GatewayRunner.WithOwner(result.Config ?? throw new InvalidOperationException(result.DiagnosticsText()));
        _policies = PolicySets.Of(_config, _world.State, $"{_world.State}/openclaw.sock") with { Home = _world.Home };
    }

    /// <summary>Every verdict on a call: an attack is held against all policies there are, a benign call against the one its sender
    /// has.</summary>
    public async Task<IReadOnlyList<CorpusVerdict>> DecideAsync(AgentCall call)
    {
        var verdicts = new List<CorpusVerdict>();
        foreach (var sender in call.Sender == "any" ? AgentCall.Senders : [call.Sender])
        {
            var scope = ScopeOf(sender, out var policy, out var isOwner);
            var intent = await IntendAsync(call, scope);
            string[] policies = call.IsBenign ? [policy] : [.. _config.Policies.Keys.Order(StringComparer.Ordinal)];
            verdicts.AddRange(policies.Select(under => Decide(call, sender, under, scope, isOwner, intent)));
        }

        return verdicts;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ToolIntent> IntendAsync(AgentCall call, ToolScope scope)
    {
        _bench.Scope = scope;
        return await _bench.IntendAsync(call.Tool, _world.Fill(call, scope.Workspace));
    }

    private CorpusVerdict Decide(AgentCall call, string sender, string policy, ToolScope scope, bool isOwner, ToolIntent intent)
    {
        if (intent is not ToolIntent.Ready ready)
        {
            return new(call, sender, policy, PolicyAction.Deny, ((ToolIntent.Refused)intent).Complaint);
        }
        var verdict = Gate.Decide(
            _policies,
            new CallContext
            {
                Session = scope.Session,
                Origin = scope.Origin,
                Sender = scope.Sender.Address,
                SenderIsOwner = isOwner,
                Policy = policy,
                Tool = call.Tool,
                Workspace = scope.Workspace,
                Arguments = ready.Arguments,
                Effects = [.. ready.Effects.Select(Installed)],
                Binding = ready.Binding,
            }
        );
        return new(call, sender, policy, verdict.Action, $"{verdict.Rule} {verdict.Span} {verdict.Reason}".TrimEnd());
    }

    /// <summary>A program that this machine lacks counts as installed: what is not found is never allowed, and the rules would not be
    /// tried.</summary>
    private static Effect Installed(Effect effect) =>
        effect switch
        {
            Effect.Command command => Installed(command),
            Effect.Read { Of: { } of } read => read with { Of = of with { Command = Installed(of.Command) } },
            Effect.Write { Of: { } of } write => write with { Of = of with { Command = Installed(of.Command) } },
            _ => effect,
        };

    private static Effect.Command Installed(Effect.Command command) =>
        command.Executable is not null || command.Words[0].Contains('/') || command.Words[0].Length == 0
            ? command
            : command with
            {
                Executable = $"/usr/bin/{command.Words[0]}",
                Found = $"/usr/bin/{command.Words[0]}",
                BareName = command.Words[0],
            };

    private ToolScope ScopeOf(string sender, out string policy, out bool isOwner)
    {
        var message = MessageOf(sender);
        var route = Router.Find(_config, message);
        // A configuration of the corpus has neither hooks nor jobs of its own: they have the policy that such a table has unless it names
        // one.
        policy = sender switch
        {
            "hook" => BuiltInPolicies.ReadOnly,
            "cron" => BuiltInPolicies.Guarded,
            _ => route.Rule.Policy,
        };
        isOwner = route.SenderIsOwner;
        var workspace = sender == "cron" ? _config.Agent.Workspace : Router.WorkspaceOf(_config, route.Rule, route.Session, isOwner);
        if (_furnished.Add(workspace))
        {
            _world.Furnish(workspace);
        }
        return _bench.Scope with
        {
            Session = route.Session,
            Sender = message.Sender,
            Origin = message.Origin,
            Workspace = workspace,
            Protected = ProtectedFiles.Of(_policies, workspace),
        };
    }

    private InboundMessage MessageOf(string sender)
    {
        var (who, chat, origin) = sender switch
        {
            "owner" => (Address(_config.Agent.Owners[0]), new Chat("local", "", "main", ChatKind.Direct), Origin.Chat),
            "guest" => (new Sender("telegram", "42"), new Chat("telegram", "", "42", ChatKind.Direct), Origin.Chat),
            "hook" => (new Sender("hook", "ci"), new Chat("hook", "", "ci", ChatKind.Direct), Origin.Hook),
            _ => (new Sender("cron", "night"), new Chat("cron", "", "night", ChatKind.Direct), Origin.Cron),
        };
        return new InboundMessage
        {
            Identity = new MessageIdentity(chat.Channel, "", chat.Id, "1"),
            Sender = who,
            Chat = chat,
            Origin = origin,
            Text = "",
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };
    }

    private static Sender Address(string address) => new(address[..address.IndexOf(':')], address[(address.IndexOf(':') + 1)..]);
}
