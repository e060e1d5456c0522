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
    internal static partial class Gate
    {
        // Whoever may run a command may give it what lies in the workspace; a rule with paths that closes a file there was found before
        // this is asked.
        private static (TraceStep Step, string? Reason) WithItsCommand(
            PolicySet policies,
            PolicyConfig policy,
            RuleMatcher matcher,
            CallContext context,
            Effect effect,
            Operand operand,
            CommandVerdicts known
        )
        {
            // A command may have thousands of operands, and what is said of it is the same for each.
            if (!known.TryGetValue(operand.Command, out var verdict))
            {
                known[operand.Command] = verdict = Decide(policies, policy, matcher, context, operand.Command, [], known);
            }
            var (step, reason) = verdict;
            return (new(effect, step.Rule, step.Span, step.Action, true, "goes with the command that names it"), reason);
        }

        // A person may look at the line and agree; no default of exec says so by itself.
        private static (TraceStep Step, string? Reason) OutOfTheWorkspace(PolicyConfig policy, CallContext context, Effect effect)
        {
            const string Reason =
                "a word of the command leads outside the workspace: a rule with paths opens that, or one whose commands write this very word";
            var (own, exec) = (ByDefault(policy, context.Tool, effect), ByDefault(policy, "exec", effect));
            var stricter = exec.Step.Action > own.Step.Action ? exec : own;
            if (stricter.Step.Action == PolicyAction.Deny)
            {
                return stricter;
            }
            return (new(effect, Protection.OutsideWorkspace, SourceSpan.BuiltIn, PolicyAction.Ask, true, Reason), Reason);
        }
    }
}
