namespace OpenClaw.Cli.Tui;

/// <summary>How the entries of a transcript look in the terminal chat.</summary>
internal static class TranscriptBlocks
{
    public const string Silence = "(no reply)";

    public static Block Of(EntryInfo entry) =>
        entry.Kind switch
        {
            EntryKinds.User => new Block(BlockKind.User, entry.Text, entry.Seq),
            EntryKinds.Assistant when NoReply.Is(entry.Text) => new Block(BlockKind.Notice, Silence, entry.Seq),
            EntryKinds.Assistant => new Block(
                BlockKind.Assistant,
                entry.Cut is { } cut ? $"{entry.Text}\n{Cut(cut)}" : NoReply.Said(entry.Text) ?? "",
                entry.Seq
            ),
            EntryKinds.ToolCall => new Block(BlockKind.Tool, $"{entry.Tool} {CallLine.Of(entry.Text)}", entry.Seq),
            EntryKinds.ToolResult => new Block(BlockKind.Output, entry.Text, entry.Seq),
            _ => new Block(BlockKind.Notice, entry.Text, entry.Seq),
        };

    /// <summary>The end of an answer that was cut off.</summary>
    public static string Cut(string why) => $"[{why.TrimEnd('.')}]";
}
