using System.Collections.Frozen;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd.Crash.Steps;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The steps in their order, and the configuration they need. A new kind of step is a file in <c>Steps/</c> and a line here.</summary>
internal sealed class Scenario
{
    private readonly FrozenDictionary<string, (Step Step, Said Message)> _byMessage;

    public Scenario() => _byMessage = Steps.SelectMany(static step => step.Messages.Select(message => (step, message))).ToFrozenDictionary(static pair => pair.message.Id);

    public IReadOnlyList<Step> Steps { get; } =
    [
        new PlainStep("hello", "one"),
        new PlainStep("hello-too", "two"),
        new ReadStep("read", "one"),
        new CommandStep("count", "one"),
        new CommandStep("count-thrice", "two", times: 3),
        new AskedCommandStep("asked", "one", approve: true),
        new AskedCommandStep("asked-again", "one", approve: true),
        new AskedCommandStep("asked-elsewhere", "two", approve: true),
        new AskedCommandStep("turned-down", "one", approve: false),
        new ChatApprovalStep("asked-in-chat", "two"),
        new DeniedStep("forbidden", "one"),
        new WriteStep("write", "one"),
        new EditStep("edit", "two"),
        new AskedEditStep("edit-asked", "one"),
        new CommandStep("failover", "shaky", times: 1),
        new PlainStep("failover-words", "shaky"),
        new BackgroundStep("background", "one"),
        new TogetherStep("together", "one", "two"),
        new QueueStep("queue", "busy"),
        new CollectStep("crowd", "crowd"),
        new SteerStep("steer", "steered"),
        new StopStep("stop", "one"),
        new MessageStep("message", "two", to: "elsewhere"),
        new ResetStep("reset", "two"),
        new PlainStep("afresh", "two"),
        new CommandStep("last", "one"),
    ];

    public IEnumerable<Said> Messages => Steps.SelectMany(static step => step.Messages);

    public Step StepOf(Said message) => _byMessage[message.Id].Step;

    /// <summary>The message whose text a line of a transcript begins with; null when it is none of ours.</summary>
    public Said? MessageIn(string text) => text.IndexOf(':') is > 0 and var colon && _byMessage.TryGetValue(text[..colon], out var found) ? found.Message : null;

    /// <summary>What a request to the model asks for: the last message of the scenario in it, and the tool results since. Notices stand there as the user's too and are passed over.</summary>
    public (Said Message, IReadOnlyList<string> Results) Read(JsonArray transcript)
    {
        var results = new List<string>();
        foreach (var entry in transcript.Reverse())
        {
            var (role, text) = ((string?)entry!["role"], (string?)entry["content"] ?? "");
            if (role == "tool") results.Insert(0, text);
            else if (role == "user" && MessageIn(text) is { } message) return (message, results);
        }

        throw new InvalidOperationException($"a request without a message of the scenario: {transcript.ToJsonString()}");
    }

    /// <summary>The configuration. <c>@FOLDER@</c> is the gateway's own folder.</summary>
    /// <param name="model">The server that answers.</param>
    /// <param name="refusing">One that nobody listens on.</param>
    /// <param name="failing">One that answers with an error.</param>
    public static string Config(Uri model, Uri refusing, Uri failing) => $$"""
        [agent]
        workspace = "@FOLDER@/workspace"

        [models.m]
        provider = "ollama"
        url = "{{model.ToString().TrimEnd('/')}}"
        model = "m"

        [models.refusing]
        provider = "ollama"
        url = "{{refusing.ToString().TrimEnd('/')}}"
        model = "m"

        [models.failing]
        provider = "ollama"
        url = "{{failing.ToString().TrimEnd('/')}}"
        model = "m"

        [chains.default]
        models = ["m"]

        [chains.shaky]
        models = ["refusing", "failing", "m"]

        [[sessions]]
        name = "shaky"
        match = { chat = "shaky" }
        policy = "guarded"
        chain = "shaky"

        [[sessions]]
        name = "crowd"
        match = { chat = "crowd" }
        policy = "guarded"
        queue = "collect"
        debounce = "0s"

        [[sessions]]
        name = "steered"
        match = { chat = "steered" }
        policy = "guarded"
        queue = "steer"

        [policies.guarded]
        default = { "*" = "allow" }
        ask = { approvers = ["owners"], expires = "30m" }

        [[policies.guarded.rules]]
        name = "commands that count"
        tools = ["exec"]
        commands = ["sh count.sh **"]
        except = { commands = ["sh count.sh asked*", "sh count.sh turned-down"] }
        action = "allow"

        [[policies.guarded.rules]]
        name = "some ask"
        tools = ["exec"]
        commands = ["sh count.sh asked*", "sh count.sh turned-down"]
        action = "ask"

        [[policies.guarded.rules]]
        name = "never"
        tools = ["exec"]
        commands = ["sh forbidden.sh **"]
        action = "deny"

        [[policies.guarded.rules]]
        name = "the plan is asked for"
        tools = ["edit"]
        paths = ["asked-plan.txt"]
        action = "ask"
        """;

    /// <summary>What the workspace holds before the first start.</summary>
    public IEnumerable<(string Name, string Content)> Files =>
        [("count.sh", "echo $1 >> ran\n"), ("forbidden.sh", "echo $1 >> ran\n"), .. Steps.SelectMany(static step => step.Files)];
}
