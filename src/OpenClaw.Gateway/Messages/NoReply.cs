namespace OpenClaw.Messages;

/// <summary>The word a model answers with when it has nothing to say. It stays in the transcript and is sent to nobody.</summary>
internal static class NoReply
{
    public const string Word = "NO_REPLY";

    public static bool Is(string text) => text.AsSpan().Trim().SequenceEqual(Word);
}
