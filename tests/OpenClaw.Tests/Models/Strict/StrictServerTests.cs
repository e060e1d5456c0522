using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Strict;

namespace OpenClaw.Tests.Models.Strict;

/// <summary>Ten turns with tools, failed turns in the middle, before servers that refuse what their family's API refuses.</summary>
[Trait("Load", "heavy")]
public sealed class StrictServerTests
{
    private static readonly string[] s_families = ["mistral", "deepseek", "gemini", "claude"];

    public static TheoryData<string> Families => [.. s_families];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (
                var (one, other) in s_families.SelectMany(static one =>
                    s_families.Where(other => other != one).Select(other => (one, other))
                )
            )
            {
                pairs.Add(one, other);
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task TenTurnsWithTools_TwoFailInTheMiddle_NoRuleIsBroken(string family)
    {
        await using var server = new StrictServer(Rules(family)) { FailsAfterResult = { 4 }, FailsAtOnce = { 6 } };
        using var gateway = Gateway(
            $"""
            {Model("first", server, Rules(family))}
            [chains.default]
            models = ["first"]
            """
        );

        for (var turn = 1; turn <= 10; turn++)
        {
            var ended = gateway.Ask($"turn {turn}");
            Assert.Empty(server.Violations);
            Assert.Equal(turn is 4 or 6 ? "failed" : "answered", ended.State);
            if (turn is not (4 or 6))
            {
                Assert.Equal($"re {turn}", ended.Reply);
            }
        }

        // Nine calls and eight answers: turn 6 failed before it could call.
        Assert.Equal(9 + 8, server.Answered);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task AnotherFamilyTakesOver_InTheMiddleOfATurn_AndBack_NoRuleOfEitherIsBroken(string one, string other)
    {
        await using var first = new StrictServer(Rules(one)) { FailsAfterResult = { 2, 5 }, FailsAtOnce = { 7 } };
        await using var second = new StrictServer(Rules(other));
        using var gateway = Gateway(
            $"""
            {Model("first", first, Rules(one))}
            {Model("second", second, Rules(other))}
            [chains.default]
            models = ["first", "second"]
            """
        );

        for (var turn = 1; turn <= 10; turn++)
        {
            Assert.Equal($"re {turn}", gateway.Ask($"turn {turn}").Reply);
            if (turn % 2 == 0)
            {
                Recover(gateway);
            }
        }

        Assert.Empty(first.Violations);
        Assert.Empty(second.Violations);
        Assert.True(second.Answered >= 3);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task CallsThatAreAsked_WordsInBetween_AndEitherDecision_NoRuleIsBroken(string family)
    {
        await using var server = new StrictServer(Rules(family));
        using var gateway = Gateway(
            $"""
            {Model("first", server, Rules(family))}
            [chains.default]
            models = ["first"]
            """,
            read: "ask"
        );

        for (var turn = 1; turn <= 4; turn++)
        {
            var said = gateway.Say($"turn {turn}");
            var id = gateway.AskedBy(said);
            if (turn > 1)
            {
                Assert.Equal("re 0", gateway.Ask("what waits?").Reply);
            }
            gateway.Say($"/{(turn % 2 == 1 ? "approve" : "deny")} {id}");
            Assert.Equal("re 0", gateway.EndOf(said).Reply);
            Assert.Empty(server.Violations);
        }

        // Each turn its call and its answer, and the three in between.
        Assert.Equal(4 + 4 + 3, server.Answered);
    }

    /// <summary>The cooldown of the first choice passes, and its probe finds it well.</summary>
    private static void Recover(TestGateway gateway)
    {
        gateway.Clock.Advance(TimeSpan.FromMinutes(11));
        gateway.UntilOutside(() => !gateway.Gateway.Models.Value.Model("first")!.Health.IsOut);
    }

    private static ITemplateRules Rules(string family) =>
        family switch
        {
            "mistral" => new MistralRules(),
            "deepseek" => new DeepSeekRules(),
            "gemini" => new GeminiRules(),
            _ => new ClaudeRules(),
        };

    private static string Model(string name, StrictServer server, ITemplateRules rules) =>
        $"""
            [models.{name}]
            provider = "openai"
            url = "{server.Url}v1"
            model = "{rules.Model}"

            """;

    private static TestGateway Gateway(string models, string read = "allow")
    {
        var gateway = new TestGateway(
            $$"""
            [agent]
            owners = ["local:pi"]
            workspace = "work"

            {{models}}

            [policies.guarded]
            default = { read = "{{read}}", "*" = "deny" }
            """
        );
        Directory.CreateDirectory(gateway.Workspace);
        File.WriteAllText(Path.Combine(gateway.Workspace, "log.txt"), "all is well\n");
        return gateway;
    }
}
