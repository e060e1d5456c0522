namespace OpenClaw.Models.Thoughts;

/// <summary>The table of the marks between which models think aloud, from their public chat templates. The next family is one entry here
/// and one row of a test.</summary>
internal static class ThoughtMarks
{
    /// <summary>No opening or closing mark is longer.</summary>
    public const int Longest = 64;

    private const string Speaker = "<|start|>assistant";
    private const string Analysis = "<|channel|>analysis<|message|>";

    public static IReadOnlyList<ThoughtMark> All { get; } =
    [
        // DeepSeek, Qwen, GLM, MiniMax, Kimi, Phi, OLMo and most others; EXAONE has the third
        .. WordList.Of("think thinking thought thoughts reasoning antThinking longcat_think seed:think").Select(ThoughtMark.Tag),
        // Magistral
        new("[THINK]", "[/THINK]"),
        // Kimi-VL
        new("◁think▷", "◁/think▷"),
        // Command A and R7B
        new("<|START_THINKING|>", "<|END_THINKING|>"),
        // OpenThinker, Sky-T1
        new("<|begin_of_thought|>", "<|end_of_thought|>"),
        // Apertus
        new("<|inner_prefix|>", "<|inner_suffix|>"),
        // MiniCPM
        new("<|thought_start|>", "<|thought_end|>"),
        // Gemma 4
        new("<|channel>thought", "<channel|>"),
        // Solar
        new("<|think|>", "<|end|>") { Stops = ["<|begin|>"], MayCloseAlone = false },
        // gpt-oss: each message names its channel
        new(Analysis, "<|end|>", "<|return|>") { Stops = [Speaker, "<|channel|>"], MayCloseAlone = false },
        new(Speaker + Analysis, "<|end|>", "<|return|>") { Stops = [Speaker, "<|channel|>"], MayCloseAlone = false },
    ];

    /// <summary>How a text begins with an opening mark.</summary>
    public static Beginning Opens(ReadOnlySpan<char> text, out ThoughtMark mark) =>
        MarkText.Begins(text, All, static mark => mark.Open, StringComparison.OrdinalIgnoreCase, out mark);

    /// <summary>Whether a closing mark stands in a text, however it is meant.</summary>
    public static bool HasClosing(ReadOnlySpan<char> text)
    {
        foreach (var mark in All)
        {
            if (mark.ClosesAlone is { } close && text.Contains(close, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How a text begins with a closing mark that may stand alone.</summary>
    public static Beginning Closes(ReadOnlySpan<char> text, out int length)
    {
        var begins = MarkText.Begins(text, All, static mark => mark.ClosesAlone, StringComparison.OrdinalIgnoreCase, out var mark);
        length = begins == Beginning.Yes ? mark.Closes[0].Length : 0;
        return begins;
    }
}
