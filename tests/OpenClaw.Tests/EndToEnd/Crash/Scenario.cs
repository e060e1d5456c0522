using System.Collections.Frozen;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd.Crash.Steps;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The steps in their order, and the configuration they need. A new kind of step is a file in <c>Steps/</c> and a line
/// here.</summary>
internal sealed class Scenario
{
    private const string CommandJob = "cron-command",
        PromptJob = "cron-prompt",
        CheckJob = "cron-check",
        OnceJob = "cron-once";

    private readonly FrozenDictionary<string, (Step Step, Said Message)> _byMessage;

    /// <summary>A time that comes when the first life has begun and the scenario is not over: a whole second, for that is what a
    /// configuration can say.</summary>
    private readonly DateTimeOffset _soon = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3);

    public Scenario()
    {
        Steps = AllSteps(_soon);
        _byMessage = Steps
            .SelectMany(static step => step.Messages.Select(message => (step, message)))
            .ToFrozenDictionary(static pair => pair.message.Id);
    }

    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Where the web server listens, in every life.</summary>
    public Uri Web { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    private static IReadOnlyList<Step> AllSteps(DateTimeOffset soon) =>
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
            new AskedBehindStep("asked-behind", "two"),
            new ChatApprovalStep("asked-in-chat", "two"),
            new RemindStep("remind", "8", of: "reminded"),
            new DeniedStep("forbidden", "one"),
            new WriteStep("write", "one"),
            new EditStep("edit", "two"),
            new AskedEditStep("edit-asked", "one"),
            new CommandStep("failover", "shaky", times: 1),
            new PlainStep("failover-words", "shaky"),
            new BackgroundStep("background", "one"),
            new TelegramStep("phone", "7"),
            new StrangerStep("stranger", "9"),
            new TelegramStep("phone-count", "7", counts: true),
            new TelegramStep("phone-crowd", "8", messages: 3, counts: true),
            new TelegramApprovalStep("asked-phone", "7"),
            new HookStep("hook-words"),
            new HookStep("hook-count", counts: true),
            new PageStep("page", "pi"),
            new PageStep("page-count", "pi", counts: true),
            CronRunStep.Command(CommandJob),
            CronRunStep.Prompt(PromptJob),
            CronRunStep.Check(CheckJob),
            new TogetherStep("together", "one", "two"),
            new QueueStep("queue", "busy"),
            new CollectStep("crowd", "crowd"),
            new SteerStep("steer", "steered"),
            new StopStep("stop", "one"),
            new MessageStep("message", "two", to: "elsewhere"),
            new ResetStep("reset", "two"),
            new PlainStep("afresh", "two"),
            new CommandStep("last", "one"),
            new RemindedStep("reminded", "8"),
            new CronAtStep(OnceJob, soon),
        ];

    public IEnumerable<Said> Messages => Steps.SelectMany(static step => step.Messages);

    public Step StepOf(Said message) => _byMessage[message.Id].Step;

    /// <summary>The message whose text a line of a transcript begins with; null when it is none of ours.</summary>
    public Said? MessageIn(string text) =>
        Said.WordsOf(text) is var words && words.IndexOf(':') is > 0 and var colon && _byMessage.TryGetValue(words[..colon], out var found)
            ? found.Message
            : null;

    /// <summary>Whether it is the gateway's own look whether a model that failed is back, which comes when a run takes long and is of no
    /// turn.</summary>
    public static bool IsProbe(JsonArray transcript) => transcript is [{ } only] && (string?)only["content"] == "hi";

    /// <summary>
    /// What a request to the model asks for: the last message of the scenario in it, and the tool results since. Where the last that
    /// happened is the decision of an asked call, it is the message that the call was made for, with the results before and behind what was
    /// said meanwhile. Other notices stand there as the user's too and are passed over.
    /// </summary>
    public (Said Message, IReadOnlyList<string> Results) Read(JsonArray transcript)
    {
        var entries = transcript.Select(static entry => ((string?)entry!["role"], (string?)entry["content"] ?? "")).ToList();
        var last = entries.FindLastIndex(entry => MessageOf(entry) is not null || DecisionOf(entry) is not null);
        if (last < 0)
        {
            throw new InvalidOperationException($"a request without a message of the scenario: {transcript.ToJsonString()}");
        }
        if (MessageOf(entries[last]) is { } message)
        {
            return (message, Results(last + 1, entries.Count));
        }

        var waits = entries.FindIndex(entry =>
            entry is ("tool", var text) && text.StartsWith($"waiting for approval {DecisionOf(entries[last])}:")
        );
        var said = entries.FindLastIndex(waits, entry => MessageOf(entry) is not null);
        var meanwhile = entries.FindIndex(waits, entry => MessageOf(entry) is not null);
        return (MessageOf(entries[said])!, [.. Results(said + 1, meanwhile < 0 ? last : meanwhile), .. Results(last + 1, entries.Count)]);

        List<string> Results(int from, int to) =>
            [.. entries[from..to].Where(static entry => entry.Item1 == "tool").Select(static entry => entry.Item2)];
    }

    private Said? MessageOf((string? Role, string Text) entry) =>
        entry.Role == "user" ? Joined(entry.Text).Select(MessageIn).LastOrDefault(static m => m is not null) : null;

    /// <summary>The approval of whose decision an entry tells; null when it tells of none.</summary>
    private static string? DecisionOf((string? Role, string Text) entry) =>
        entry.Role == "user" && Joined(entry.Text).Last().Split(' ') is ["[notice]", "approval", var id, ..] ? id.TrimEnd(':') : null;

    // Messages of one side that follow each other are sent as one, with an empty line between them.
    private static IEnumerable<string> Joined(string text)
    {
        for (var at = 0; at >= 0 && at < text.Length; )
        {
            yield return text[at..];
            var next = text.IndexOf("\n\n", at, StringComparison.Ordinal);
            at = next < 0 ? -1 : next + 2;
        }
    }

    /// <summary>The configuration. <c>@FOLDER@</c> is the gateway's own folder.</summary>
    public string Config(ModelServers models, Uri telegram) =>
        $$"""
            [agent]
            workspace = "@FOLDER@/workspace"
            owners = ["local:{{Environment.UserName}}", "telegram:7", "telegram:8", "webchat:pi"]

            [channels.telegram]
            token = { env = "BOT_TOKEN" }
            api_url = "{{Address(telegram)}}"
            allow_from = ["7", "8"]

            [web]
            listen = "{{Web.Authority}}"

            [channels.webchat]
            users = { pi = { token = { env = "WEB_TOKEN" } } }

            {{string.Join("\n", Steps.OfType<HookStep>().Select(static step => step.Config))}}

            [[cron]]
            name = "{{CommandJob}}"
            at = "2099-01-01T00:00"
            policy = "guarded"
            command = "sh count.sh {{CommandJob}}"

            [[cron]]
            name = "{{PromptJob}}"
            at = "2099-01-01T00:00"
            policy = "guarded"
            prompt = "{{PromptJob}}: please"

            [[cron]]
            name = "{{CheckJob}}"
            at = "2099-01-01T00:00"
            policy = "guarded"
            check = "sh count.sh {{CheckJob}}"
            prompt = "{{CheckJob}}: please"

            [[cron]]
            name = "{{OnceJob}}"
            at = "{{_soon:yyyy-MM-ddTHH:mm:ssZ}}"
            policy = "guarded"
            missed = "once"
            command = "sh count.sh {{OnceJob}}"

            [models.m]
            provider = "ollama"
            url = "{{Address(models.Answering)}}"
            model = "m"

            [models.refusing]
            provider = "ollama"
            url = "{{Address(models.Refusing)}}"
            model = "m"

            [models.failing]
            provider = "ollama"
            url = "{{Address(models.Failing)}}"
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

    private static string Address(Uri server) => server.ToString().TrimEnd('/');
}
