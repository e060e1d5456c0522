namespace OpenClaw.Turns.Transcripts;

/// <summary>The operating state of one conversation, as its row has it. On the loop only.</summary>
internal sealed class Session
{
    public required SessionKey Key { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person last spoke; cron and hooks do not count, so they never keep a session from its idle reset.</summary>
    public DateTimeOffset ActivityAt { get; set; }

    /// <summary>Name of the rule that the newest message matched.</summary>
    public string Rule { get; set; } = "";

    public string Policy { get; set; } = "";

    /// <summary>Where answers go: the chat the newest message came from.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>The model chosen with <c>/model</c>; null leaves it to the chain.</summary>
    public string? Model { get; set; }

    /// <summary>The entry the context begins at; resets move it to the transcript's end.</summary>
    public long ContextStart { get; set; } = 1;

    /// <summary>What a character of its text costs a model in tokens, as servers have counted; null where none has.</summary>
    public double? TokensPerCharacter { get; set; }

    /// <summary>It has no row yet.</summary>
    public bool IsNew { get; init; }
}
