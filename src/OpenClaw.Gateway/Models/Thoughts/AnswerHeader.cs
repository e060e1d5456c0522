namespace OpenClaw.Models.Thoughts;

/// <summary>A mark with which some models begin an answer or the part of it that is for the person. It is no word, and counts only where
/// the answer begins or behind a thought.</summary>
/// <param name="Mark">In letters of either case.</param>
/// <param name="End">The mark that ends the part, which is cut where it ends the answer; empty for none.</param>
internal sealed record AnswerHeader(string Mark, string End = "")
{
    /// <summary>Only behind a thought: elsewhere it is a tag like others.</summary>
    public bool OnlyBehindThought { get; init; }

    /// <summary>The words that follow introduce a call, which comes as a message of its own.</summary>
    public bool IsPreamble { get; init; }

    private const string Speaker = "<|start|>assistant";

    public static IReadOnlyList<AnswerHeader> All { get; } =
    [
        // gpt-oss
        new("<|channel|>final<|message|>"),
        new(Speaker + "<|channel|>final<|message|>"),
        new("<|channel|>final <|constrain|>json<|message|>"),
        new("<|channel|>commentary<|message|>") { IsPreamble = true },
        new(Speaker + "<|channel|>commentary<|message|>") { IsPreamble = true },
        // Functionary
        new("<|recipient|>all\n<|content|>", "<|stop|>"),
        new("<|from|>assistant\n<|recipient|>all\n<|content|>", "<|stop|>"),
        // Command A and R7B
        new("<|START_RESPONSE|>", "<|END_RESPONSE|>"),
        new("<|START_TEXT|>", "<|END_TEXT|>"),
        // OpenThinker, GLM-V
        new("<|begin_of_solution|>", "<|end_of_solution|>"),
        new("<|begin_of_box|>", "<|end_of_box|>"),
        // Hunyuan, Ernie and Granite
        new("<answer>", "</answer>") { OnlyBehindThought = true },
        new("<response>", "</response>") { OnlyBehindThought = true },
        // The turn's own beginning, which templates write and some models say again
        .. WordList
            .Of(
                """
                <|im_start|>assistant <|start_header_id|>assistant<|end_header_id|> <|header_start|>assistant<|header_end|>
                <start_of_turn>model <|turn>model <｜Assistant｜> <|assistant|> <|start_of_role|>assistant<|end_of_role|>
                <|im_assistant|>assistant<|im_middle|> <|begin_of_text|> <bos>
                """
            )
            .Select(static mark => new AnswerHeader(mark)),
    ];

    public static Beginning Begins(ReadOnlySpan<char> text, bool isBehindThought, out AnswerHeader header) =>
        MarkText.Begins(
            text,
            All,
            header => isBehindThought || !header.OnlyBehindThought ? header.Mark : null,
            StringComparison.OrdinalIgnoreCase,
            out header
        );
}
