namespace OpenClaw.Messages;

/// <summary>What came in, as a channel hands it over: bytes already understood, nothing decided yet.</summary>
internal sealed record InboundMessage
{
    public required MessageIdentity Identity { get; init; }
    public required Sender Sender { get; init; }
    public required Chat Chat { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public Origin Origin { get; init; } = Origin.Chat;

    /// <summary>What came along and its sender did not say in it. A command is looked for in <see cref="Text"/> alone.</summary>
    public EquatableArray<BorrowedWords> Borrowed { get; init; } = [];

    /// <summary>Where the answer goes when it does not go to the chat the message came from.</summary>
    public ReplyAddress? ReplyTo { get; init; }

    /// <summary>The chain that its sender asked for, where his door lets him; null leaves it to his rule.</summary>
    public string? Chain { get; init; }

    /// <summary>What the turn runs first; null for a message that is just said.</summary>
    public JobRun? JobRun { get; init; }

    /// <summary>What the sender attached and nobody has fetched yet.</summary>
    public EquatableArray<RemoteFile> Files { get; init; } = [];

    /// <summary>What was attached and lies in the workspace now.</summary>
    public EquatableArray<AttachedFile> Attached { get; init; } = [];

    /// <summary>Images the sender attached, passed through to models that see.</summary>
    public EquatableArray<ImageAttachment> Images { get; init; } = [];
}

/// <summary>A file that lies with the channel still. Whoever takes up the message fetches it.</summary>
/// <param name="Name">As its sender named it, or what it is; no path.</param>
/// <param name="Size">In bytes, where the channel says so.</param>
/// <param name="Reference">What the channel finds it by.</param>
internal sealed record RemoteFile(string Name, string? MediaType, long? Size, string Reference);

/// <summary>A file that was fetched: the name its sender gave it, what he says it is, and where it was put.</summary>
internal sealed record AttachedFile(string Name, string? MediaType, long Size, string Path);

/// <summary>One image: its media type (<c>image/png</c>) and where its bytes lie on disk.</summary>
internal sealed record ImageAttachment(string MediaType, string Path);
