using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls;

/// <summary>Marks that some models write around their calls, before the form itself begins.</summary>
internal static class CallWrappers
{
    private const string Channel = "<|channel|>";

    private static readonly string[] s_marks =
    [
        .. WordList.Of(
            """
            <function_calls> <tool_calls> <seed:tool_call> <minimax:tool_call> <｜tool▁calls▁begin｜>
            <｜DSML｜function_calls> <|tool_calls_section_begin|> <|tool_call_section_begin|> <｜tool▁calls｜>
            <｜tool_calls_begin｜> <｜DSML｜tool_calls>
            """
        ),
        "<|from|>assistant\n",
        "<|start|>assistant" + Channel,
    ];

    /// <summary>How much of the text's beginning is a wrapper. Perhaps, while it may become one.</summary>
    public static int Skip(ReadOnlySpan<char> text, out bool isPartial)
    {
        var begins = MarkText.Begins(text, s_marks, static mark => mark, StringComparison.Ordinal, out var mark);
        isPartial = begins == Beginning.Perhaps;
        if (begins != Beginning.Yes)
        {
            return 0;
        }
        // The channel belongs to the form; the speaker before it is the wrapper.
        var length = mark.Length - (mark.EndsWith(Channel, StringComparison.Ordinal) ? Channel.Length : 0);
        var rest = text[length..].TrimStart();
        isPartial = rest.Length == 0;
        return text.Length - rest.Length;
    }
}
