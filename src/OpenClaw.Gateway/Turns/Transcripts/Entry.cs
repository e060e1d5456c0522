using System.Text.Json.Serialization;

namespace OpenClaw.Turns.Transcripts;

/// <summary>One line of a transcript. It only ever grows at its end, so a model server that keeps its cache re-reads only what is
/// new.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(User), "user")]
[JsonDerivedType(typeof(Assistant), "assistant")]
[JsonDerivedType(typeof(ToolResult), "tool")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(Summary), "summary")]
internal abstract record Entry
{
    private Entry() { }

    /// <summary>Somebody spoke.</summary>
    /// <param name="Local">The sender's wall clock as the model is told it, <c>Sun 2026-11-22 10:40</c>; kept so that the prompt stays the
    /// same byte for byte. Empty where nobody knows when it was said.</param>
    /// <param name="Files">What was attached, each named in the text as well.</param>
    public sealed record User(string Text, string Sender, string Local, ImageAttachment[]? Images = null, AttachedFile[]? Files = null)
        : Entry;

    /// <summary>A model answered: words, calls, or both.</summary>
    /// <param name="Cut">Why the words end in the middle: the turn was stopped while they came. Null for an answer that ended by
    /// itself.</param>
    public sealed record Assistant(
        string Text,
        string Model,
        EntryCall[]? Calls = null,
        string? Thinking = null,
        EntryAttempt[]? Failed = null,
        string? Cut = null
    ) : Entry;

    /// <summary>What became of one call.</summary>
    /// <param name="Exit">The exit code of a command that ran and ended by itself.</param>
    /// <param name="Errors">The end of what it wrote to standard error, kept of commands in a job's turn only, for its row and its
    /// alert.</param>
    /// <param name="Approval">The approval that the call waits for; null once it has run or was refused. What becomes of it stands
    /// further on, behind a notice that names the same approval.</param>
    public sealed record ToolResult(
        string Call,
        string Tool,
        string Text,
        bool Failed,
        int? Exit = null,
        string? Errors = null,
        string? Approval = null
    ) : Entry;

    /// <summary>Something the model must know that nobody said.</summary>
    /// <param name="Approval">The approval of which it tells that somebody decided; null for any other notice.</param>
    public sealed record Notice(string Text, string? Approval = null) : Entry;

    /// <summary>Stands for every entry up to <paramref name="UpTo"/>, which stay on disk and leave the prompt.</summary>
    /// <param name="Request">The words that the entries after it still work on, whole; null where those begin with words of their
    /// own.</param>
    /// <param name="Latest">What the newest call returned, with its middle left out, where that alone was too long.</param>
    public sealed record Summary(string Text, long UpTo, string? Request = null, string? Latest = null) : Entry
    {
        /// <summary>All of it, as a model reads it.</summary>
        [JsonIgnore]
        public string Words =>
            string.Join(
                '\n',
                new[] { Text, Request is null ? "" : $"The request being worked on: {Request}", Latest ?? "" }.Where(static part =>
                    part.Length > 0
                )
            );
    }
}

/// <summary>A call as the transcript keeps it; <paramref name="Arguments"/> is JSON.</summary>
/// <param name="ServerId">The id by which the model's server knows it, for that server alone; null where it gave none.</param>
/// <param name="Extra">JSON that the server wants back with the call; null for none.</param>
/// <param name="Approval">The approval that lets it run, where the call is one made before that waited for it; null for a call of a
/// model.</param>
internal sealed record EntryCall(
    string Id,
    string Name,
    string Arguments,
    string? ServerId = null,
    string? Extra = null,
    string? Approval = null
);

/// <summary>A model that did not answer, and why.</summary>
internal sealed record EntryAttempt(string Model, string Kind, string Message);

/// <summary>An entry at its place.</summary>
internal sealed record PlacedEntry(long Seq, TurnId? Turn, Entry Entry, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Entry))]
internal sealed partial class SessionJson : JsonSerializerContext;
