using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls;

/// <summary>Marks that some models write around their calls, before the form itself begins.</summary>
internal static class CallWrappers
{
    private static readonly string[] s_marks =
    [
        "<function_calls>",
        "<tool_calls>",
        "<seed:tool_call>",
        "<minimax:tool_call>",
        "<｜tool▁calls▁begin｜>",
        "<｜DSML｜function_calls>",
        "<|tool_calls_section_begin|>",
        "<|tool_call_section_begin|>",
        "<｜tool▁calls｜>",
        "<｜tool_calls_begin｜>",
        "<｜DSML｜tool_calls>",
        "<|from|>assistant\n",
        "<|start|>assistant<|channel|>",
    ];

    // The channel belongs to the form; the speaker before it is the wrapper.
    private static readonly int[] s_lengths =
    [
        .. s_marks.Select(mark =>
            mark.EndsWith("<|channel|>", StringComparison.Ordinal) ? mark.Length - "<|channel|>".Length : mark.Length
        ),
    ];

    /// <summary>How much of the text's beginning is a wrapper. Perhaps, while it may become one.</summary>
    public static int Skip(ReadOnlySpan<char> text, out bool isPartial)
    {
        isPartial = false;
        for (var i = 0; i < s_marks.Length; i++)
        {
            switch (MarkText.Begins(text, s_marks[i], StringComparison.Ordinal))
            {
                case Beginning.Yes:
                    var rest = text[s_lengths[i]..].TrimStart();
                    isPartial = rest.Length == 0;
                    return text.Length - rest.Length;
                case Beginning.Perhaps:
                    isPartial = true;
                    break;
            }
        }

        return 0;
    }
}
