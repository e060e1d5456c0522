using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Policy;

/// <summary>What holds for every policy and every call, over generated ones. The seed is in the message of a failure.</summary>
public class GatePropertyTests
{
    private const int Cases = 2000;

    private static readonly string[] s_words = ["ls", "rm", "git", "sudo", "*", "**", "-l", "status", "a b", "/opt/x", "*.tmp", "./run"];
    private static readonly string[] s_paths =
    [
        "/home/pi/claw/a",
        "/home/pi/claw/AGENTS.md",
        "/etc/passwd",
        "/var/lib/openclaw/state.db",
        "/srv/a*b",
        "/home/pi/claw",
    ];
    private static readonly string[] s_pathPatterns = ["**", "*", "a", "/**", "/etc/*", "~/**", "AGENTS.md"];
    private static readonly string[] s_tools = ["exec", "write", "read", "message"];

    [Fact]
    public void Explain_IsEnforce()
    {
        ForAll(
            (policies, call, what) =>
            {
                var verdict = Gate.Decide(policies, call);

                // What is shown is what is done ...
                Assert.True(Gate.Grant(policies, call) is not null == (verdict.Action == PolicyAction.Allow), what);
                Assert.True(
                    Gate.Grant(policies, call, new ApprovedCall("a", CallDigest.Of(call))) is not null
                        == (verdict.Action != PolicyAction.Deny),
                    what
                );
                Assert.True(Gate.Decide(policies, call).Equals(verdict), what);
                // ... and the trace that is shown leads to it: of each effect the strictest step that matched, of the call the strictest
                // effect.
                var actions = verdict.Trace.Where(s => s.Matched).GroupBy(s => s.Effect).Select(g => g.Max(s => s.Action)).ToList();
                Assert.True(actions.Max() == verdict.Action, what);
                Assert.True(actions.Count == call.Effects.Distinct().Count(), what);
                Assert.True(
                    verdict.Trace.Any(s =>
                        s.Matched
                        && s.Rule == verdict.Rule
                        && s.Span == verdict.Span
                        && s.Effect.Equals(verdict.Effect)
                        && s.Action == verdict.Action
                    ),
                    what
                );
            }
        );
    }

    [Fact]
    public void Order_DoesNotMatter()
    {
        var random = new Random(7);
        ForAll(
            (policies, call, what) =>
            {
                var policy = policies.Policies["p"];
                var rules = policy.Rules.ToArray();
                random.Shuffle(rules);
                var effects = call.Effects.ToArray();
                random.Shuffle(effects);

                var verdict = Gate.Decide(policies, call);
                var shuffledRules = Gate.Decide(Set(policy with { Rules = [.. rules] }), call);
                Assert.True(
                    (verdict.Action, verdict.Rule, verdict.Span, verdict.Effect)
                        == (shuffledRules.Action, shuffledRules.Rule, shuffledRules.Span, shuffledRules.Effect),
                    what
                );
                Assert.True(Gate.Decide(policies, call with { Effects = [.. effects] }).Action == verdict.Action, what);
            }
        );
    }

    [Fact]
    public void MoreDenials_NeverWeaken()
    {
        ForAll(
            (policies, call, what) =>
            {
                var policy = policies.Policies["p"];
                foreach (var action in new[] { PolicyAction.Deny, PolicyAction.Ask })
                {
                    // An ask may open what a default denied, so only over what was not denied.
                    var before = Gate.Decide(policies, call).Action;
                    if (action == PolicyAction.Ask && before == PolicyAction.Deny)
                    {
                        continue;
                    }
                    var more = policy with { Rules = [.. policy.Rules, Rule("more", action, Match(new Random(what.Length)))] };
                    Assert.True(Gate.Decide(Set(more), call).Action >= before, what);
                }
            }
        );
    }

    [Fact]
    public void MoreEffects_NeverWeaken() =>
        ForAll(
            (policies, call, what) =>
                Assert.True(
                    Gate.Decide(policies, call).Action >= Gate.Decide(policies, call with { Effects = [.. call.Effects.Take(1)] }).Action,
                    what
                )
        );

    [Fact]
    public void HiddenTools_AreAlwaysDenied() =>
        ForAll(
            (policies, call, what) =>
            {
                if (
                    !Gate.ToolsOffered(policies, call, s_tools).Contains(call.Tool)
                    && (call.Tool != "exec" || call.Effects.Any(e => e is Effect.Command))
                )
                {
                    Assert.True(Gate.Decide(policies, call).Action == PolicyAction.Deny, what);
                }
            }
        );

    private static void ForAll(Action<PolicySet, CallContext, string> property)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var rules = Enumerable
                .Range(0, random.Next(6))
                .Select(i =>
                    Rule("r" + i, Action(random), Match(random), random.Next(3) == 0 ? Match(random) : null, line: 20 + random.Next(4))
                );
            var defaults = s_tools.Append("*").Where(_ => random.Next(2) == 0).Select(t => Default(t, Action(random)));
            var policies = Set(PolicyOf([.. defaults], [.. rules]));
            var call = Call(Pick(random, s_tools), [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Effect(random))]);
            property(policies, call, $"seed {seed}");
        }
    }

    private static RuleMatch Match(Random random)
    {
        var match = new RuleMatch { Tools = random.Next(2) == 0 ? [Pick(random, s_tools)] : [] };
        return random.Next(7) switch
        {
            0 or 1 or 2 => match with { Commands = [Words(random), Words(random)] },
            3 or 4 => match with { Paths = [Pick(random, s_pathPatterns), Pick(random, s_pathPatterns)] },
            5 => match with { Hosts = ["*.org"], Paths = random.Next(4) == 0 ? ["**"] : [] },
            _ => match with { Senders = random.Next(2) == 0 ? ["owners"] : ["local:*"] },
        };
    }

    private static Effect Effect(Random random)
    {
        var words = Words(random).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return random.Next(8) switch
        {
            0 or 1 => new Effect.Command([.. words], random.Next(3) == 0 ? null : "/usr/bin/" + words[0].Trim('/'))
            {
                OpenEnded = random.Next(4) == 0,
            },
            2 => new Effect.OpaqueLine(Words(random) + "; " + Words(random), "of a test"),
            3 => new Effect.Read(Pick(random, s_paths)) { Of = Named(random, words) },
            4 => new Effect.Write(Pick(random, s_paths)) { Of = Named(random, words) },
            5 => new Effect.Host("example.org"),
            6 => new Effect.Target("local:x"),
            _ => new Effect.None(),
        };
    }

    private static Operand? Named(Random random, string[] words) =>
        random.Next(2) == 0
            ? null
            : new Operand(new Effect.Command([.. words], "/usr/bin/" + words[0].Trim('/')), words[^1]) { Hidden = random.Next(4) == 0 };

    private static string Words(Random random) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(random, s_words)));

    private static PolicyAction Action(Random random) => (PolicyAction)random.Next(3);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
