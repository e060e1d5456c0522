namespace OpenClaw.Web.Api;

/// <summary>A request for a completion, as far as it concerns this gateway.</summary>
internal sealed record ChatRequest
{
    /// <summary>The chain; null where none is named.</summary>
    public string? Model { get; init; }

    /// <summary>The session it belongs to; null when it stands alone.</summary>
    public string? Session { get; init; }

    /// <summary>What is said now.</summary>
    public required string Said { get; init; }

    /// <summary>What the client says was said before. Of a session it says nothing: there the transcript is the gateway's.</summary>
    public EquatableArray<EarlierWords> Earlier { get; init; } = [];

    public bool Stream { get; init; }

    /// <summary>Whether the stream ends with a count of tokens.</summary>
    public bool IncludeUsage { get; init; }
}

internal sealed record EarlierWords(bool IsUser, string Text);
