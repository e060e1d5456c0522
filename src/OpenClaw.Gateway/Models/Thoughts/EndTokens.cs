using OpenClaw.Models.ToolCalls;

namespace OpenClaw.Models.Thoughts;

/// <summary>
/// Tokens with which models end an answer or begin somebody's turn, and which some servers hand on as text. At the end of an answer they
/// are cut; in the middle of its words they are words.
/// </summary>
internal static class EndTokens
{
    // More than these in a row are not cut: looking at all of them with each piece would be quadratic.
    private const int MostHeld = 16;
    private const int MostSpace = 64;

    private static readonly string[] s_ends = WordList.Of(
        """
        <|im_end|> <|eot_id|> <|eom_id|> <|eot|> <|eom|> <|end_of_text|> <|endoftext|> <|end|> <|return|> </s> <eos> <|eos|>
        <end_of_turn> <turn|> <|END_OF_TURN_TOKEN|> <|END_RESPONSE|> <|END_TEXT|> <｜end▁of▁sentence｜> <|end_of_sentence|>
        <|EOT|> <|end_of_turn|> <|endofturn|> [|endofturn|] <|assistant_end|> <|role_end|> <end_of_utterance> <seed:eos> [e~[
        <|stop|> <|end_of_solution|> <|im_sep|>
        """
    );

    private static readonly string[] s_turns = WordList.Of(
        """
        <|im_start|> <|start_header_id|> <|header_start|> <start_of_turn> <|turn> <|start|> <|user|> <|observation|>
        <|system|> <|assistant|> <｜User｜> <|START_OF_TURN_TOKEN|> <|start_of_role|> [INST]
        """
    );

    private static readonly string[] s_all = [.. s_ends, .. s_turns];

    /// <summary>Where the words of a text end, of which the last character is no white space: before the tokens at its end, and before what
    /// may become one.</summary>
    /// <param name="from">What stands before this is settled.</param>
    /// <param name="own">One more token, of the header with which the answer began; empty for none.</param>
    /// <param name="mayGrow">Nothing stands behind the text yet: its end may become a token.</param>
    public static int WordsEnd(ReadOnlySpan<char> text, int from, string own, bool mayGrow)
    {
        var end = mayGrow ? text.Length - Partial(text[from..], own) : text.Length;
        for (var held = 0; held < MostHeld; held++)
        {
            var token = Last(text[from..Trim(text, from, end)], own);
            if (token == 0)
            {
                break;
            }
            end = Trim(text, from, end) - token;
        }

        return end == text.Length || !IsCut(text, end) ? text.Length : Trim(text, from, end);
    }

    /// <summary>Whether a text begins with one of the tokens that end an answer.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => LengthAt(text) > 0;

    /// <summary>The length of the token with which a text begins, of those that end an answer; or 0.</summary>
    public static int LengthAt(ReadOnlySpan<char> text) => MarkText.LengthAt(text, s_ends);

    /// <summary>Whether an answer ends at a place, or behind white space there, and goes on with the turn of somebody else, which the model
    /// invents.</summary>
    public static bool BeginsOtherTurn(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..].TrimStart();
        if (!IsCut(text, text.Length - rest.Length))
        {
            return false;
        }
        for (var ended = false; ; ended = true)
        {
            rest = rest.TrimStart();
            var end = MarkText.LengthAt(rest, s_ends);
            if (end == 0)
            {
                return ended && MarkText.LengthAt(rest, s_turns) > 0;
            }
            rest = rest[end..];
        }
    }

    // A token behind a space is a word of its sentence, unless the sentence has ended; so is one behind an opening quotation mark, and </s>
    // where <s> strikes out.
    private static bool IsCut(ReadOnlySpan<char> text, int at)
    {
        var line = text[(text[..at].LastIndexOf('\n') + 1)..at];
        if (line.IsWhiteSpace())
        {
            return true;
        }
        if (text[at..].StartsWith("</s>") && line.Contains("<s>", StringComparison.Ordinal))
        {
            return false;
        }
        if (char.IsWhiteSpace(line[^1]))
        {
            return MarkText.EndsSentence(line);
        }
        var opens =
            line[^1] is '“' or '„' or '«' or '(' || (line[^1] is '`' or '"' or '\'' && (line.Length == 1 || char.IsWhiteSpace(line[^2])));
        return !opens;
    }

    private static int Trim(ReadOnlySpan<char> text, int from, int end)
    {
        var least = Math.Max(from, end - MostSpace);
        while (end > least && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }
        return end;
    }

    private static int Partial(ReadOnlySpan<char> text, string own)
    {
        var longest = MarkText.PartialEnd(text, own);
        // All of them begin with one of two signs.
        var tail = text[Math.Max(0, text.Length - EndMarks.Longest)..];
        if (!tail.ContainsAny('<', '['))
        {
            return longest;
        }
        foreach (var token in s_all)
        {
            longest = Math.Max(longest, MarkText.PartialEnd(tail, token));
        }
        return longest;
    }

    private static int Last(ReadOnlySpan<char> text, string own)
    {
        if (own.Length > 0 && text.EndsWith(own, StringComparison.OrdinalIgnoreCase))
        {
            return own.Length;
        }
        if (text.Length == 0 || text[^1] is not ('>' or ']' or '['))
        {
            return 0;
        }
        foreach (var token in s_all)
        {
            if (text.EndsWith(token, StringComparison.Ordinal))
            {
                return token.Length;
            }
        }

        return 0;
    }
}
