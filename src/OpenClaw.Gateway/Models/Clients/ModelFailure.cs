namespace OpenClaw.Models.Clients;

/// <summary>The closed set of ways a model fails. Providers translate into it; the chain decides by it (docs/models.md).</summary>
internal abstract record ModelFailure(string Message)
{
    public sealed record Unreachable(string Message) : ModelFailure(Message);

    public sealed record TimedOut(string Message) : ModelFailure(Message);

    public sealed record ServerError(string Message) : ModelFailure(Message)
    {
        /// <summary>What ran the model was ended in the middle; the server starts it anew for the next request.</summary>
        public bool LostRunner { get; init; }
    }

    public sealed record Overloaded(string Message, TimeSpan? RetryAfter = null) : ModelFailure(Message)
    {
        /// <summary>The server is up and still loads the model: a matter of patience, as a cold load is.</summary>
        public bool IsLoading { get; init; }

        /// <summary>Its queue is full: a matter of seconds, and no reason to think it down.</summary>
        public bool IsBusy { get; init; }
    }

    public sealed record RateLimited(string Message, TimeSpan? RetryAfter = null) : ModelFailure(Message);

    public sealed record NotAuthorised(string Message) : ModelFailure(Message);

    public sealed record OutOfCredit(string Message) : ModelFailure(Message);

    public sealed record ModelMissing(string Message) : ModelFailure(Message);

    public sealed record ContextTooLong(string Message) : ModelFailure(Message)
    {
        /// <summary>Tokens of the prompt, where the server says so.</summary>
        public int? Prompt { get; init; }

        /// <summary>Tokens that the model reads, where the server says so.</summary>
        public int? Context { get; init; }

        /// <summary>The server has answered; that it left out part of the prompt follows from its count alone.</summary>
        public bool IsGuess { get; init; }

        /// <summary>Nothing can be left out any more: what remains does not fit the model.</summary>
        public bool IsFinal { get; init; }
    }

    /// <param name="Option">A name of <see cref="RequestOptions"/>, or null when the server named none.</param>
    public sealed record RefusedAsBad(string Message, string? Option = null) : ModelFailure(Message);

    public sealed record Malformed(string Message) : ModelFailure(Message)
    {
        /// <summary>The server could not read what the model itself wrote: the model is asked again, and is no less well for it.</summary>
        public bool IsModelsOwn { get; init; }
    }

    /// <summary>A short name for status lines and JSON: <c>unreachable</c>, <c>rate_limited</c>.</summary>
    public string Kind =>
        this switch
        {
            Unreachable => "unreachable",
            TimedOut => "timed_out",
            ServerError => "server_error",
            Overloaded => "overloaded",
            RateLimited => "rate_limited",
            NotAuthorised => "not_authorised",
            OutOfCredit => "out_of_credit",
            ModelMissing => "model_missing",
            ContextTooLong => "context_too_long",
            RefusedAsBad => "refused",
            Malformed => "malformed",
            _ => "failed",
        };
}

/// <summary>Carries a <see cref="ModelFailure"/> out of a provider's stream.</summary>
internal sealed class ModelFailureException(ModelFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public ModelFailure Failure { get; } = failure;
}
