namespace OpenClaw.Turns;

/// <summary>A message in words, as a model and whoever watches read it: what its sender says, and below it what came along, marked as whose
/// it is. Pure.</summary>
internal static class WordsOf
{
    public static string Message(InboundMessage message) =>
        string.Join("\n\n", message.Borrowed.Select(Block).Prepend(message.Text).Where(static part => part.Length > 0));

    private static string Block(BorrowedWords words)
    {
        var text = OutsideText.Clean(words.Text);
        var head = Head(words);
        if (text.Length == 0)
        {
            return $"[{head}]";
        }
        var mark = OutsideText.MarkFor([text], words.Whose == BorrowedFrom.Other ? "data" : "quote");
        return words.Whose == BorrowedFrom.Other
            ? $"[{head}] {OutsideText.Warning(mark)}\n{OutsideText.Between(mark, text)}"
            : $"[{head}, from <{mark}> to </{mark}>]\n{OutsideText.Between(mark, text)}";
    }

    private static string Head(BorrowedWords words) =>
        (words.Use, words.Whose) switch
        {
            (BorrowedUse.Forwarded, _) => $"forwarded; these are the words of {Name(words.By)}",
            (BorrowedUse.Answered, BorrowedFrom.Bot) => "in reply to your own words",
            (BorrowedUse.Answered, BorrowedFrom.Sender) => "in reply to earlier words of the same sender",
            (BorrowedUse.Answered, _) => $"in reply to the words of {Name(words.By)}",
            (_, BorrowedFrom.Bot) => "in reply to this part of your own words",
            (_, BorrowedFrom.Sender) => "in reply to this part of earlier words of the same sender",
            _ => $"in reply to this part of the words of {Name(words.By)}",
        };

    /// <summary>In quotation marks, which a name that somebody gave himself cannot end.</summary>
    private static string Name(string? by) => by is null ? "somebody else" : $"\"{Escaping.Line(by).Replace('"', '\'')}\"";
}
