using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;

namespace OpenClaw.Policy;

internal sealed partial class GrantedCall
{
    /// <summary>The one gate: pure, total, and the only maker of <see cref="GrantedCall"/>. Known elsewhere as <c>Gate</c> (a global
    /// alias).</summary>
    internal static partial class Gate
    {
        public const string Default = "default";
        public const string NoSuchPolicy = "no such policy";

        /// <summary>
        /// What the policy says of the call. Each effect is decided alone, by the strictest rule that matches it or else by the policy's
        /// default for the tool, and the call takes its strictest effect; so the order of rules and effects does not matter.
        /// </summary>
        public static Verdict Decide(PolicySet policies, CallContext context)
        {
            EquatableArray<Effect> effects = context.Effects.IsEmpty ? [new Effect.None()] : context.Effects;
            if (!policies.Policies.TryGetValue(context.Policy, out var policy))
            {
                return Vanished(context, effects[0]);
            }

            var ruling = new Ruling(policies, policy, context);
            Decided? strictest = null;
            foreach (var effect in effects)
            {
                var decided = ruling.Of(effect);
                if (strictest is not { } most || decided.Step.Action > most.Step.Action || SaysMore(decided, most))
                {
                    strictest = decided;
                }
            }

            return VerdictOf(strictest!.Value, ruling.Trace);
        }

        private static Verdict VerdictOf(Decided decided, IEnumerable<TraceStep> trace) =>
            new()
            {
                Action = decided.Step.Action,
                Rule = decided.Step.Rule,
                Span = decided.Step.Span,
                Reason = decided.Reason,
                Effect = decided.Step.Effect,
                Trace = [.. trace],
            };

        // Of two effects that are equally strict the person is told of the one that comes with a reason: which option or key makes the line
        // what it is.
        private static bool SaysMore(Decided one, Decided other) =>
            one.Step.Action == other.Step.Action && one.Step.Action != PolicyAction.Allow && other.Reason is null && one.Reason is not null;

        /// <summary>Leave for an allowed call, or for an asked one whose approval was just used up; null for anything else.</summary>
        public static GrantedCall? Grant(PolicySet policies, CallContext context, ApprovedCall? approved = null)
        {
            var verdict = Decide(policies, context);
            return verdict.Action switch
            {
                PolicyAction.Allow => new GrantedCall(policies, context, verdict, approved?.Id),
                PolicyAction.Ask when approved is not null && approved.Digest == CallDigest.Of(context) => new GrantedCall(
                    policies,
                    context,
                    verdict,
                    approved.Id
                ),
                _ => null,
            };
        }

        /// <summary>
        /// Which tools a model is told of: all but those that the policy can only deny in this conversation.
        /// <paramref name="conversation"/>'s tool, arguments and effects are not looked at.
        /// </summary>
        public static EquatableArray<string> ToolsOffered(PolicySet policies, CallContext conversation, IEnumerable<string> tools)
        {
            if (!policies.Policies.TryGetValue(conversation.Policy, out var policy))
            {
                return [];
            }
            return [.. tools.Where(tool => CanPass(policies, policy, conversation with { Tool = tool }))];
        }

        private static bool CanPass(PolicySet policies, PolicyConfig policy, CallContext context)
        {
            var matcher = new RuleMatcher(policies, context);
            var rules = policy.Rules.Where(r => matcher.FitsCall(r.Match, out _)).ToList();
            if (rules.Any(r => r.Action == PolicyAction.Deny && r.Except is null && MatchesEveryCall(r.Match, context.Tool)))
            {
                return false;
            }
            return DefaultFor(policy, context.Tool)?.Action is PolicyAction.Allow or PolicyAction.Ask
                || rules.Any(r => r.Action != PolicyAction.Deny);
        }

        // Every call of exec has a command, so `commands = ["**"]` is a rule for all of them.
        private static bool MatchesEveryCall(RuleMatch match, string tool) =>
            match.Paths.IsEmpty
            && match.Hosts.IsEmpty
            && match.Targets.IsEmpty
            && match.WorkingDirectories.IsEmpty
            && (match.Commands.IsEmpty || (tool == "exec" && match.Commands.Any(p => Patterns.CommandPattern.Parse(p).IsEverything)));

        private static ToolDefault? DefaultFor(PolicyConfig policy, string tool) =>
            policy.Defaults.FirstOrDefault(d => d.Tool == tool) ?? policy.Defaults.FirstOrDefault(d => d.Tool == "*");

        // The rule of the turn's message named a policy that a reload took away.
        private static Verdict Vanished(CallContext context, Effect effect)
        {
            var reason = $"there is no policy \"{context.Policy}\" any more";
            var step = new TraceStep(effect, NoSuchPolicy, SourceSpan.BuiltIn, PolicyAction.Deny, true, reason);
            return VerdictOf(new Decided(step, reason), [step]);
        }

        /// <summary>What is said of one effect, and why.</summary>
        private readonly record struct Decided(TraceStep Step, string? Reason);
    }
}

/// <summary>An approval that its store has marked as used: the id, and the digest of the call it was given for.</summary>
internal sealed record ApprovedCall(string Id, string Digest);
