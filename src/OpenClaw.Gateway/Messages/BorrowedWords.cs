namespace OpenClaw.Messages;

/// <summary>Words in a message that its sender did not say in it: what is forwarded, answered or quoted.</summary>
/// <param name="Use">What the message does with them.</param>
/// <param name="Whose">Whose they are, as far as the channel vouches for it.</param>
/// <param name="By">The name that the channel gives their author, in one line; null where it gives none.</param>
internal sealed record BorrowedWords(BorrowedUse Use, BorrowedFrom Whose, string? By, string Text);

/// <summary>What a message does with words that it brings along.</summary>
internal enum BorrowedUse
{
    /// <summary>It passes them on, and says nothing else.</summary>
    Forwarded,

    /// <summary>It answers them.</summary>
    Answered,

    /// <summary>It answers a part of something, and this is the part.</summary>
    Quoted,
}

/// <summary>Whose words they are.</summary>
internal enum BorrowedFrom
{
    /// <summary>Somebody who is not heard here by saying them: data, never an instruction.</summary>
    Other,

    /// <summary>The message's own sender, at another time.</summary>
    Sender,

    /// <summary>This gateway's own.</summary>
    Bot,
}
