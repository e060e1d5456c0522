using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls;

/// <summary>Marks with which models end a call; those that end an answer are in <see cref="EndTokens"/>. They are no words: a call with
/// nothing but these behind it is the end of its answer.</summary>
internal static class EndMarks
{
    /// <summary>No mark is longer. With fewer characters at the end of a stream, one may still be on its way.</summary>
    public const int Longest = 48;

    private static readonly string[] s_marks = WordList.Of(
        """
        </tool_call> </tool_calls> </toolcall> </function> </function_call> </function_calls> </invoke> <|/tool_call|>
        </seed:tool_call> </minimax:tool_call> <｜tool▁call▁end｜> <｜tool▁calls▁end｜> </｜DSML｜function_calls> <|tool_call_end|>
        <|tool_calls_section_end|> <|tool_call_section_end|> </｜DSML｜tool_calls> <｜tool_calls_end｜> <|python_end|>
        <|action_end|> <|END_ACTION|> <|tools_suffix|> <|call|>
        """
    );

    /// <summary>The length of the mark with which the text begins, or 0.</summary>
    public static int LengthAt(ReadOnlySpan<char> text) =>
        MarkText.LengthAt(text, s_marks) is > 0 and var length ? length : EndTokens.LengthAt(text);
}
