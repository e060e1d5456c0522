using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;

namespace OpenClaw.Policy;

internal sealed partial class GrantedCall
{
    internal static partial class Gate
    {
        /// <summary>What one policy says of the effects of one call, each alone.</summary>
        private sealed class Ruling(PolicySet policies, PolicyConfig policy, CallContext context)
        {
            private readonly RuleMatcher _matcher = new(policies, context);

            // A command may have thousands of operands, and what is said of it is the same for each.
            private readonly Dictionary<Effect.Command, Decided> _commands = new(ReferenceEqualityComparer.Instance);

            public List<TraceStep> Trace { get; } = [];

            public Decided Of(Effect effect) => WithRepositoryKept(effect, Decide(effect, Trace));

            private Decided Decide(Effect effect, List<TraceStep> trace)
            {
                if (Protection.WhyProtected(policies, effect) is { } why)
                {
                    return Note(trace, BuiltIn(effect, Protection.ProtectedPath, PolicyAction.Deny, why));
                }

                var about = new About(effect, (effect as Effect.File)?.Of, Protection.IsOutside(policies, context, effect));
                var strictest = StrictestRule(about, trace, out var sure);
                // A rule that matches by likeness may only take leave away, so the default stands beside it.
                if (strictest is not null && sure)
                {
                    return ByRule(effect, strictest);
                }
                var otherwise =
                    about.Operand is null ? Otherwise(about)
                    : about.IsOutside ? OutOfTheWorkspace(effect)
                    : WithItsCommand(effect, about.Operand);
                if (strictest is null || otherwise.Step.Action > strictest.Action)
                {
                    return Note(trace, otherwise);
                }
                return ByRule(effect, strictest);
            }

            /// <param name="sure">Whether any rule fits by more than likeness.</param>
            private PolicyRule? StrictestRule(About about, List<TraceStep> trace, out bool sure)
            {
                PolicyRule? strictest = null;
                sure = false;
                foreach (var rule in policy.Rules)
                {
                    var (fit, note) = FitOf(rule, about);
                    trace.Add(new(about.Effect, rule.Name, rule.Span, rule.Action, fit != Fit.No, note));
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
                return strictest;
            }

            private (Fit Fit, string Note) FitOf(PolicyRule rule, About about)
            {
                var fit = _matcher.Match(rule, about.Effect, out var note);
                if (about.Operand is not null && rule.Action == PolicyAction.Allow && rule.Match.Paths.IsEmpty)
                {
                    return Operands.Opens(_matcher, rule, about.Operand, about.IsOutside);
                }
                // Out there a rule that was not written about paths opens nothing.
                if (fit != Fit.No && about.IsOutside && rule.Match.Paths.IsEmpty && rule.Action != PolicyAction.Deny)
                {
                    return (Fit.No, "only a rule with paths opens what is outside the workspace");
                }
                return (fit, note);
            }

            // What lies below .git is run by git. No file tool writes there, and a command only after it was asked.
            private Decided WithRepositoryKept(Effect effect, Decided decided)
            {
                var action = context.Tool is "write" or "edit" ? PolicyAction.Deny : PolicyAction.Ask;
                if (!Protection.IsRepositoryInternal(effect) || decided.Step.Action >= action)
                {
                    return decided;
                }
                return Note(Trace, BuiltIn(effect, Protection.RepositoryInternals, action, "git runs what is written below .git"));
            }

            private Decided Otherwise(About about)
            {
                if (about.IsOutside)
                {
                    return BuiltIn(about.Effect, Protection.OutsideWorkspace, PolicyAction.Deny, Protection.WhyOutside(about.Effect));
                }

                // What a call does counts, and not which tool does it: input for a shell that runs is a command, and looking into a session
                // is no less than writing to it.
                var kin = about.Effect switch
                {
                    Effect.Command or Effect.OpaqueLine => "exec",
                    Effect.Target => "message",
                    _ => context.Tool,
                };
                return StricterDefault(kin, about.Effect);
            }

            // Whoever may run a command may give it what lies in the workspace; a rule with paths that closes a file there was found before
            // this is asked.
            private Decided WithItsCommand(Effect effect, Operand operand)
            {
                if (!_commands.TryGetValue(operand.Command, out var verdict))
                {
                    _commands[operand.Command] = verdict = Decide(operand.Command, []);
                }
                var (step, reason) = verdict;
                return new(new(effect, step.Rule, step.Span, step.Action, true, "goes with the command that names it"), reason);
            }

            // A person may look at the line and agree; no default of exec says so by itself.
            private Decided OutOfTheWorkspace(Effect effect)
            {
                const string Reason =
                    "a word of the command leads outside the workspace: a rule with paths opens that, or one whose commands write this very word";
                var stricter = StricterDefault("exec", effect);
                return stricter.Step.Action == PolicyAction.Deny
                    ? stricter
                    : BuiltIn(effect, Protection.OutsideWorkspace, PolicyAction.Ask, Reason);
            }

            /// <summary>The default for the call's own tool, or that for another one where it is stricter.</summary>
            private Decided StricterDefault(string otherTool, Effect effect)
            {
                var (own, other) = (ByDefault(context.Tool, effect), ByDefault(otherTool, effect));
                return other.Step.Action > own.Step.Action ? other : own;
            }

            private Decided ByDefault(string tool, Effect effect)
            {
                if (DefaultFor(policy, tool) is { } entry)
                {
                    return new(
                        new(effect, Default, entry.Span, entry.Action, true, $"no rule gives leave; the policy's default for {entry.Tool}"),
                        WhyNoRule(effect)
                    );
                }
                var missing = $"policy \"{policy.Name}\" says nothing of {tool}";
                return new(new(effect, Default, policy.Span, PolicyAction.Deny, true, missing), missing);
            }

            private static Decided ByRule(Effect effect, PolicyRule rule) =>
                new(new(effect, rule.Name, rule.Span, rule.Action, true, ""), rule.Reason);

            private static Decided BuiltIn(Effect effect, string rule, PolicyAction action, string why) =>
                new(new(effect, rule, SourceSpan.BuiltIn, action, true, why), why);

            private static Decided Note(List<TraceStep> trace, Decided decided)
            {
                trace.Add(decided.Step);
                return decided;
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

            /// <param name="Operand">The word that names the file; null when no word of a command does.</param>
            /// <param name="IsOutside">It lies outside the workspace.</param>
            private readonly record struct About(Effect Effect, Operand? Operand, bool IsOutside);
        }
    }
}
