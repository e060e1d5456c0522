using OpenClaw.Config.Tables.Models;

namespace OpenClaw.Models;

/// <summary>How a chain's work on one request ended.</summary>
internal abstract record ChainOutcome
{
    private ChainOutcome() { }

    /// <summary>A model answered; <paramref name="Attempts"/> tells of those that did not.</summary>
    public sealed record Answered(ModelReply Reply, EquatableArray<ModelAttempt> Attempts) : ChainOutcome;

    /// <summary>All failed. <paramref name="Line"/> says so to a person, with each model's reason.</summary>
    public sealed record Exhausted(string Line, EquatableArray<ModelAttempt> Attempts) : ChainOutcome
    {
        /// <summary>The request itself is at fault: to wait for a model would be to wait for ever.</summary>
        public bool IsFinal { get; init; }
    }
}

/// <summary>A model that was tried, or passed over because it cools down, and why it did not answer.</summary>
internal sealed record ModelAttempt(string Model, string Kind, string Message)
{
    /// <summary>The kind of a model that has a price when there is nothing left to spend.</summary>
    public const string OverBudget = "over_budget";
}

/// <summary>What one reply of a model has used. Where its server does not count, four characters are taken for a token.</summary>
internal sealed record ModelSpend(string Model, ModelTokens Tokens);
