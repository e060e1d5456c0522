using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

/// <summary>The rules between settings, each one method that looks at the whole and complains.</summary>
internal static class RuleTable
{
    private static readonly Action<GatewayConfig, BindContext>[] s_rules =
    [
        ModelRules.ReachableUnderLocalOnly,
        ModelRules.AnswerFitsContext,
        ModelRules.KeyIsNotSentInTheClear,
        ModelRules.OneContextForOneModelOfOllama,
        ModelRules.EachIsInAChain,
        ModelRules.EachModelOnce,
        ModelRules.CooldownGrows,
        BudgetRules.MoneyNeedsPrices,
        BudgetRules.ADayFitsItsMonth,
        SessionRules.EachCanBeReached,
        SessionRules.NoSettingWithoutEffect,
        SessionRules.NamesAreTheirOwn,
        CronRules.EachWillFire,
        CronRules.NoSettingWithoutEffect,
        CronRules.JitterIsShort,
        PolicyRules.SomebodyCanAnswer,
        PolicyRules.CommandsNeedExec,
        PolicyRules.EffectsAreOfOneKind,
        PolicyRules.NothingOfABuiltInIsLost,
        BuiltInRules.NarrowPoliciesAreAddedNow,
        BuiltInRules.DenialsAreNotReplacedByLess,
        PolicyRules.EveryToolIsNamed,
        CommandRules.PatternsThatMeantMore,
        WideRules.CommandsThatRunAnything,
        WideRules.DefaultsThatRunAnything,
        WideRules.PathsThatHoldEverything,
        ToolRules.TimeoutsAgree,
        ToolRules.NoSecretForCommands,
        ToolRules.PathIsNotWrittenByCommands,
        ControlRules.SocketPathFits,
        RetentionRules.IdsOutliveMessages,
        RetentionRules.RunsOutliveTheirWindow,
        ChannelRules.WhoIsToldCanBeReached,
        RetentionRules.MessagesGoBeforeTheirTurns,
        WebRules.OutsideNeedsTls,
        WebRules.CertificateExists,
        WebRules.TokensDiffer,
        WebRules.MetricsAreNotForEverybody,
        WebRules.SomebodyMayCome,
        WebhookRules.NoSettingWithoutEffect,
        WebhookRules.AnswersCanBeDelivered,
        AgentRules.InstructionsExist,
        AgentRules.WorkspaceIsAFolderOfItsOwn,
        PeopleRules.PeopleAreOutsideTheWorkspace,
        PeopleRules.NothingNamesTheFormerPlace,
        AgentRules.SomeOwnerHasAShell,
        AgentRules.OwnersAreUsers,
    ];

    public static void Check(GatewayConfig config, BindContext context)
    {
        foreach (var rule in s_rules)
        {
            rule(config, context);
        }
    }
}
