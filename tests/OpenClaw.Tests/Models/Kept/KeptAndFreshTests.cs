using System.Text;
using Microsoft.Extensions.AI;
using OpenClaw.Agent;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Network;
using OpenClaw.Messages;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;
using OpenClaw.Models.Kept;
using OpenClaw.Models.Providers.Ollama;
using OpenClaw.Models.Providers.OpenAi;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Models.Kept;

/// <summary>A request whose beginning was kept is byte for byte the one that would be written anew, whatever was said, and begins with what
/// the request before it said.</summary>
public sealed class KeptAndFreshTests : IDisposable
{
    private static readonly ToolSpec s_tool = new("read", "Reads a file.", """{"type":"object","properties":{"path":{"type":"string"}}}""");

    private readonly EventLoop _loop = new(TimeProvider.System, new LoopLog());
    private readonly List<PlacedEntry> _entries = [];
    private readonly HashSet<long> _summaries = [];
    private KeptPrompts _prompts = new();
    private KeptId _id = new(new SessionKey("local:main"), 0, 1, 0);
    private ChatMessage _system = new(ChatRole.System, "You are Claw.");
    private long _next = 1;

    public static TheoryData<string, int> Drawn
    {
        get
        {
            var drawn = new TheoryData<string, int>();
            foreach (var model in (string[])["ollama", "ollama without tools", "mistral", "deepseek", "gemini"])
            {
                for (var seed = 1; seed <= 12; seed++)
                {
                    drawn.Add(model, seed);
                }
            }
            return drawn;
        }
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public async Task DrawnTranscript_AtEachOfItsRequests_IsTheSameKeptAndFresh(string model, int seed)
    {
        var live = Live(model);
        var random = new Random(seed);
        var open = new List<string>();
        for (var step = 0; step < 150; step++)
        {
            Add(Draw(random, open));
            if (random.Next(3) == 0)
            {
                await RequestAsync(live);
            }
            if (random.Next(60) == 0)
            {
                Shorten(random);
            }
        }

        // Else it would show nothing.
        Assert.NotNull(_prompts.Find(_id.Session));
    }

    [Fact]
    public async Task Append_BeginsWithTheRequestBefore_AndRendersOnlyWhatIsNew()
    {
        var live = Live("mistral");
        var before = "";
        for (var turn = 1; turn <= 30; turn++)
        {
            Add(new Entry.User($"turn {turn}", "local:pi", "Mon 2026-01-05 08:00"));
            var request = await RequestAsync(live);
            Assert.StartsWith(before, request);
            before = request[..^2];
            Add(new Entry.Assistant($"re {turn}", live.Name));
        }

        // All but the last exchange, which is done only when somebody speaks again.
        Assert.Equal(58, _prompts.Find(_id.Session)!.Place);
    }

    [Fact]
    public async Task AnotherModel_AndBack_EachIsSentItsOwn()
    {
        var (one, other) = (Live("deepseek"), Live("mistral"));
        Talk(5, one.Name);

        await RequestAsync(one);
        await RequestAsync(other);
        Talk(2, other.Name);
        await RequestAsync(other);
        await RequestAsync(one);
    }

    [Fact]
    public async Task ToolsRefusedInTheMiddle_TheWholeIsSentInWords()
    {
        var live = Live("ollama");
        Talk(5, live.Name);
        await RequestAsync(live);

        live.Drop(RequestOptions.Tools);

        Assert.DoesNotContain("tool_calls", await RequestAsync(live));
    }

    [Fact]
    public async Task ReloadedInstructions_TheKeptPartStandsBehindThem()
    {
        var live = Live("ollama");
        Talk(5, live.Name);
        await RequestAsync(live);
        var kept = _prompts.Find(_id.Session);

        _system = new ChatMessage(ChatRole.System, "You are Paw.");
        // Read anew, and says the same.
        var request = await RequestAsync(Live("ollama"));

        Assert.Contains("You are Paw.", request);
        Assert.Same(kept, _prompts.Find(_id.Session));
    }

    [Fact]
    public async Task Compaction_AndReset_BeginAnew()
    {
        var live = Live("mistral");
        Talk(8, live.Name);
        await RequestAsync(live);
        var whole = _prompts.Find(_id.Session)!.Characters;

        Shorten(new Random(1));
        Assert.Contains("shortened", await RequestAsync(live));
        Assert.InRange(_prompts.Find(_id.Session)!.Characters, 1, whole - 1);

        _entries.Clear();
        _id = _id with { Start = _next, Summary = 0 };
        Talk(1, live.Name);
        Add(new Entry.User("anew", "local:pi", ""));
        Assert.DoesNotContain("shortened", await RequestAsync(live));
    }

    [Fact]
    public async Task PushedOutAndBack_IsTheSame()
    {
        var live = Live("ollama");
        Talk(5, live.Name);
        Add(new Entry.User("next", "local:pi", ""));
        var before = await RequestAsync(live);
        _prompts = new KeptPrompts(budget: 6000);
        var other = new KeptPrompt(_id with { Session = new SessionKey("local:other") }, live.Config, takesTools: true);
        other.Add(new PromptExchange(2, true, []), 4000, new byte[4000], 4000);

        Assert.Equal(before, await RequestAsync(live));
        _prompts.Keep(other);
        Assert.Null(_prompts.Find(_id.Session));
        Assert.Equal(before, await RequestAsync(live));
    }

    [Fact]
    public async Task EntryThatArrivesLate_IsSaidAtItsPlace()
    {
        var live = Live("ollama");
        Talk(2, live.Name);
        // Its number is taken, and its row not yet on the disk.
        var late = _next++;
        Talk(2, live.Name);
        Assert.DoesNotContain("from elsewhere", await RequestAsync(live));

        _entries.Insert(_entries.FindIndex(e => e.Seq > late), new PlacedEntry(late, null, new Entry.Notice("from elsewhere"), default));

        Assert.Contains("from elsewhere", await RequestAsync(live));
    }

    [Fact]
    public async Task SessionThatWasDeletedAndMadeAgain_HasNothingOfTheFirst()
    {
        var live = Live("ollama");
        Talk(5, live.Name);
        await RequestAsync(live);

        _entries.Clear();
        _next = 1;
        _id = _id with { Created = 1 };
        Add(new Entry.User("hello", "local:pi", ""));

        Assert.DoesNotContain("turn", await RequestAsync(live));
    }

    public void Dispose() => _loop.Dispose();

    /// <summary>Asks as a turn does, holds the request against one that is written anew, and returns it.</summary>
    private async Task<string> RequestAsync(LiveModel live)
    {
        var kept = _prompts.Find(_id.Session) is { } found && found.Id == _id ? found : null;
        var history = new PromptHistory(_prompts, _id, kept, await ExchangesAsync(kept?.Place), async _ => await ExchangesAsync(null));
        var (before, behind) = await history.ForAsync(live, CancellationToken.None);
        var request = Body(live, SentMessages.For(live, [_system, .. behind], [s_tool]), before);
        var all = (await ExchangesAsync(null)).SelectMany(static exchange => exchange.Messages).ToArray();
        var whole = SentMessages.For(live, [_system, .. all], [s_tool]);

        Assert.Equal(Body(live, whole, null), request);
        Assert.Equal(
            Tokens.Characters(whole, []),
            Tokens.Characters(SentMessages.For(live, [_system, .. behind], [s_tool]), []) + (before?.Characters ?? 0)
        );
        Assert.Equal(Tokens.Characters(all, []), Tokens.Characters(behind, []) + (_prompts.Find(_id.Session)?.Characters ?? 0));
        return request;
    }

    private Task<IReadOnlyList<PromptExchange>> ExchangesAsync(long? place)
    {
        var entries = place is null ? _entries : [.. _entries.Where(e => e.Seq > place && e.Entry is not Entry.Summary)];
        return AgentPrompt.ExchangesAsync(entries, (place ?? _id.Start - 1) + 1, _summaries, null!, CancellationToken.None);
    }

    private static string Body(LiveModel live, IReadOnlyList<ChatMessage> messages, SentBefore? before)
    {
        var options = new AskOptions { Before = before, Tools = live.TakesTools ? [new DeclaredTool(s_tool)] : null };
        var body =
            live.Config.Provider == ModelProvider.Ollama
                ? OllamaWire.Request(live.Config, messages, options)
                : OpenAiWire.Request(live.Config, messages, options);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private LiveModel Live(string model)
    {
        var (provider, name) = model.StartsWith("ollama", StringComparison.Ordinal)
            ? (ModelProvider.Ollama, "qwen3")
            : (ModelProvider.OpenAi, model);
        var config = new ModelConfig
        {
            Name = model,
            Provider = provider,
            Model = name,
            Tools = model.EndsWith("without tools", StringComparison.Ordinal) ? false : null,
            Span = default!,
        };
        var client = ModelTable.Make(config, new Dialer(DialRules.Open, TimeProvider.System), TimeProvider.System);
        return new LiveModel(config, client, client, _loop);
    }

    private void Talk(int turns, string model)
    {
        for (var turn = 1; turn <= turns; turn++)
        {
            Add(new Entry.User($"turn {turn}", "local:pi", "Mon 2026-01-05 08:00"));
            var call = $"c{_next}_0";
            Add(new Entry.Assistant("", model, [new EntryCall(call, "read", """{"path":"a"}""", $"s{call}", """{"sig":1}""")], "I look."));
            Add(new Entry.ToolResult(call, "read", "text", false));
            Add(new Entry.Assistant($"re {turn}", model));
        }
    }

    private void Add(Entry entry) => _entries.Add(new PlacedEntry(_next++, null, entry, default));

    private void Shorten(Random random)
    {
        var said = _entries.FindAll(static e => e.Entry is Entry.User);
        if (said.Count < 3)
        {
            return;
        }
        var upTo = said[random.Next(said.Count / 2, said.Count)].Seq - 1;
        var summary = new PlacedEntry(_next++, null, new Entry.Summary("asked: this and that", upTo), default);
        _entries.RemoveAll(e => e.Seq <= upTo || e.Entry is Entry.Summary);
        _entries.Insert(0, summary);
        _summaries.Add(summary.Seq);
        _id = _id with { Start = upTo + 1, Summary = summary.Seq };
    }

    /// <summary>What may come next, and what should not but may all the same.</summary>
    private Entry Draw(Random random, List<string> open)
    {
        if (open.Count > 0 && random.Next(5) > 0)
        {
            var call = open[random.Next(open.Count)];
            open.Remove(call);
            return new Entry.ToolResult(call, "read", $"result \"of\" {call} é漢", random.Next(2) == 0);
        }
        switch (random.Next(12))
        {
            case < 4:
                return new Entry.User($"said {_next} \u0001 <&> é漢😀", "local:pi", random.Next(4) == 0 ? "" : "Mon 2026-01-05 08:00");
            case < 8:
                return new Entry.Assistant($"answer {_next}\n\t\"x\"", Speaker(random), Cut: random.Next(8) == 0 ? "stopped" : null);
            case 8:
                return new Entry.Notice($"notice {_next}");
            case 9:
                return new Entry.Assistant(random.Next(2) == 0 ? "" : " ", Speaker(random));
            case 10:
                return new Entry.ToolResult("nobody's", "read", "lost", false);
            default:
                var calls = Enumerable
                    .Range(0, random.Next(1, 4))
                    .Select(i => new EntryCall(
                        $"c{_next}_{i}",
                        "read",
                        """{"path":"é"}""",
                        random.Next(2) == 0 ? $"srv{_next}{i}" : null,
                        random.Next(3) == 0 ? """{"google":{"thought_signature":"s"}}""" : null
                    ))
                    .ToArray();
                open.AddRange(calls.Select(static c => c.Id));
                return new Entry.Assistant(random.Next(2) == 0 ? "" : "I look", Speaker(random), calls, random.Next(2) == 0 ? "hm" : null);
        }
    }

    private static string Speaker(Random random) => random.Next(2) == 0 ? "deepseek" : "mistral";
}
