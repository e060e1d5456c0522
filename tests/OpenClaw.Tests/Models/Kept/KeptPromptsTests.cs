using OpenClaw.Messages;
using OpenClaw.Models.Kept;

namespace OpenClaw.Tests.Models.Kept;

public sealed class KeptPromptsTests
{
    private readonly KeptPrompts _prompts = new(budget: 10_000);

    [Fact]
    public void Keep_MoreThanTheBudget_LetsGoOfThoseNotUsedForLongest()
    {
        _prompts.Keep(Prompt("a", 3000));
        _prompts.Keep(Prompt("b", 3000));
        _prompts.Keep(_prompts.Find(Key("a"))!);

        _prompts.Keep(Prompt("c", 3000));

        Assert.NotNull(_prompts.Find(Key("a")));
        Assert.Null(_prompts.Find(Key("b")));
        Assert.NotNull(_prompts.Find(Key("c")));
        Assert.InRange(_prompts.Size, 6000, 10_000);
    }

    [Fact]
    public void Keep_OneThatHasGrown_CountsItsNewSize()
    {
        var prompt = Prompt("a", 600);
        _prompts.Keep(prompt);
        prompt.Add(new PromptExchange(9, true, []), 4000, new byte[4000], 4000);

        _prompts.Keep(prompt);

        Assert.Equal(1, _prompts.Count);
        Assert.Equal(prompt.Size, _prompts.Size);
    }

    [Fact]
    public void Keep_OneThatIsLargerThanAll_PushesNobodyOut()
    {
        _prompts.Keep(Prompt("a", 3000));

        _prompts.Keep(Prompt("b", 20_000));

        Assert.NotNull(_prompts.Find(Key("a")));
        Assert.Null(_prompts.Find(Key("b")));
    }

    [Fact]
    public void Keep_AThousandShortConversations_HoldsNoMoreThanTheBudget()
    {
        for (var i = 0; i < 1000; i++)
        {
            _prompts.Keep(Prompt($"s{i}", 300));
        }

        Assert.InRange(_prompts.Count, 5, 20);
        Assert.InRange(_prompts.Size, 1, 10_000);
    }

    private static SessionKey Key(string session) => new($"local:{session}");

    private static KeptPrompt Prompt(string session, int bytes)
    {
        var prompt = new KeptPrompt(new KeptId(Key(session), 0, 1, 0), ChainBench.Model("m"), takesTools: true);
        prompt.Add(new PromptExchange(2, true, []), bytes, new byte[bytes], bytes);
        return prompt;
    }
}
