using OpenClaw.Config.Tables.Policies;
using OpenClaw.Messages;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;
using CommandVerdicts = System.Collections.Generic.Dictionary<
    OpenClaw.Policy.Effects.Effect.Command,
    (OpenClaw.Policy.TraceStep Step, string? Reason)
>;

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

            var trace = new List<TraceStep>();
            var matcher = new RuleMatcher(policies, context);
            var known = new CommandVerdicts(ReferenceEqualityComparer.Instance);
            (TraceStep Step, string? Reason)? strictest = null;
            foreach (var effect in effects)
            {
                var decided = RepositoryKept(context, effect, Decide(policies, policy, matcher, context, effect, trace, known), trace);
                if (strictest is not { } most || decided.Step.Action > most.Step.Action || SaysMore(decided, most))
                {
                    strictest = decided;
                }
            }

            var (step, reason) = strictest!.Value;
            return new Verdict
            {
                Action = step.Action,
                Rule = step.Rule,
                Span = step.Span,
                Reason = reason,
                Effect = step.Effect,
                Trace = [.. trace],
            };
        }

        // Of two effects that are equally strict the person is told of the one that comes with a reason: which option or key makes the line
        // what it is.
        private static bool SaysMore((TraceStep Step, string? Reason) one, (TraceStep Step, string? Reason) other) =>
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

        private static (TraceStep Step, string? Reason) Decide(
            PolicySet policies,
            PolicyConfig policy,
            RuleMatcher matcher,
            CallContext context,
            Effect effect,
            List<TraceStep> trace,
            CommandVerdicts known
        )
        {
            if (Protection.WhyProtected(policies, effect) is { } why)
            {
                return (Note(trace, new(effect, Protection.ProtectedPath, SourceSpan.BuiltIn, PolicyAction.Deny, true, why)), why);
            }

            var outside = Protection.IsOutside(policies, context, effect);
            var operand = Operands.Of(effect);
            PolicyRule? strictest = null;
            var sure = false;
            foreach (var rule in policy.Rules)
            {
                var fit = matcher.Match(rule, effect, out var note);
                if (operand is not null && rule.Action == PolicyAction.Allow && rule.Match.Paths.IsEmpty)
                {
                    (fit, note) = Operands.Opens(matcher, rule, operand, outside);
                }
                // Out there a rule that was not written about paths opens nothing.
                else if (fit != Fit.No && outside && rule.Match.Paths.IsEmpty && rule.Action != PolicyAction.Deny)
                {
                    (fit, note) = (Fit.No, "only a rule with paths opens what is outside the workspace");
                }
                Note(trace, new(effect, rule.Name, rule.Span, rule.Action, fit != Fit.No, note));
                if (fit == Fit.No)
                {
                    continue;
                }
                sure |= fit == Fit.Sure;
                if (strictest is null || Stricter(rule, strictest))
                {
                    strictest = rule;
                }
            }

            // A rule that matches by likeness may only take leave away, so the default stands beside it.
            if (strictest is not null && sure)
            {
                return (new(effect, strictest.Name, strictest.Span, strictest.Action, true, ""), strictest.Reason);
            }
            var (otherwise, reason) =
                operand is null ? Otherwise(policy, context, effect, outside)
                : outside ? OutOfTheWorkspace(policy, context, effect)
                : WithItsCommand(policies, policy, matcher, context, effect, operand, known);
            if (strictest is null || otherwise.Action > strictest.Action)
            {
                return (Note(trace, otherwise), reason);
            }
            return (new(effect, strictest.Name, strictest.Span, strictest.Action, true, ""), strictest.Reason);
        }

        // What lies below .git is run by git. No file tool writes there, and a command only after it was asked.
        private static (TraceStep Step, string? Reason) RepositoryKept(
            CallContext context,
            Effect effect,
            (TraceStep Step, string? Reason) decided,
            List<TraceStep> trace
        )
        {
            var action = context.Tool is "write" or "edit" ? PolicyAction.Deny : PolicyAction.Ask;
            if (!Protection.IsRepositoryInternal(effect) || decided.Step.Action >= action)
            {
                return decided;
            }
            const string Reason = "git runs what is written below .git";
            return (Note(trace, new(effect, Protection.RepositoryInternals, SourceSpan.BuiltIn, action, true, Reason)), Reason);
        }

        private static (TraceStep Step, string? Reason) Otherwise(PolicyConfig policy, CallContext context, Effect effect, bool outside)
        {
            if (outside)
            {
                var needed = Protection.WhyOutside(effect);
                return (new(effect, Protection.OutsideWorkspace, SourceSpan.BuiltIn, PolicyAction.Deny, true, needed), needed);
            }

            // What a call does counts, and not which tool does it: input for a shell that runs is a command, and looking into a session is
            // no less than writing to it.
            var kin = effect switch
            {
                Effect.Command or Effect.OpaqueLine => "exec",
                Effect.Target => "message",
                _ => context.Tool,
            };
            var (own, other) = (ByDefault(policy, context.Tool, effect), ByDefault(policy, kin, effect));
            return other.Step.Action > own.Step.Action ? other : own;
        }

        private static (TraceStep Step, string? Reason) ByDefault(PolicyConfig policy, string tool, Effect effect)
        {
            if (DefaultFor(policy, tool) is { } entry)
            {
                return (
                    new(effect, Default, entry.Span, entry.Action, true, $"no rule gives leave; the policy's default for {entry.Tool}"),
                    WhyNoRule(effect)
                );
            }
            var missing = $"policy \"{policy.Name}\" says nothing of {tool}";
            return (new(effect, Default, policy.Span, PolicyAction.Deny, true, missing), missing);
        }

        /// <summary>Why a rule that seems to be about the effect is not; null where none seems to be.</summary>
        private static string? WhyNoRule(Effect effect) =>
            effect switch
            {
                Effect.OpaqueLine opaque => opaque.Why,
                // A rule names a program that is there: what would run under a name that leads nowhere is not known.
                Effect.Command { Executable: null, Words: [var name, ..] } => name.Contains('/')
                    ? $"there is no program {name}"
                    : $"{name} is not installed: no folder of PATH has it ([tools] exec_path adds some)",
                _ => null,
            };

        private static ToolDefault? DefaultFor(PolicyConfig policy, string tool) =>
            policy.Defaults.FirstOrDefault(d => d.Tool == tool) ?? policy.Defaults.FirstOrDefault(d => d.Tool == "*");

        // Among rules of one strictness the first in the text is named, so that shuffling them changes nothing.
        private static bool Stricter(PolicyRule a, PolicyRule b)
        {
            if (a.Action != b.Action)
            {
                return a.Action > b.Action;
            }
            var order = string.CompareOrdinal(a.Span.File, b.Span.File);
            if (order == 0)
            {
                order = (a.Span.Line, a.Span.Column).CompareTo((b.Span.Line, b.Span.Column));
            }
            return order != 0 ? order < 0 : string.CompareOrdinal(a.Name, b.Name) < 0;
        }

        private static TraceStep Note(List<TraceStep> trace, TraceStep step)
        {
            trace.Add(step);
            return step;
        }

        // The rule of the turn's message named a policy that a reload took away.
        private static Verdict Vanished(CallContext context, Effect effect)
        {
            var reason = $"there is no policy \"{context.Policy}\" any more";
            return new Verdict
            {
                Action = PolicyAction.Deny,
                Rule = NoSuchPolicy,
                Span = SourceSpan.BuiltIn,
                Reason = reason,
                Effect = effect,
                Trace = [new TraceStep(effect, NoSuchPolicy, SourceSpan.BuiltIn, PolicyAction.Deny, true, reason)],
            };
        }
    }
}

/// <summary>An approval that its store has marked as used: the id, and the digest of the call it was given for.</summary>
internal sealed record ApprovedCall(string Id, string Digest);
