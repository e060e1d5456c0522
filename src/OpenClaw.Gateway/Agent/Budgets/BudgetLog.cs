namespace OpenClaw.Agent.Budgets;

internal static partial class BudgetLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "models with a price are passed over: {Why}")]
    public static partial void MoneyIsSpent(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "models with a price are asked again")]
    public static partial void MoneyIsThereAgain(ILogger log);
}
