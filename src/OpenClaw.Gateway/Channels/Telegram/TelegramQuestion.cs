using OpenClaw.Approvals;

namespace OpenClaw.Channels.Telegram;

/// <summary>Writes the message that asks for an approval as Telegram's HTML: the call, whose lines carry <see cref="Question.Mark"/>, in a
/// block of its own. Pure.</summary>
internal static class TelegramQuestion
{
    public static string Html(string text)
    {
        var html = new StringBuilder();
        var isInside = false;
        foreach (var line in text.Split('\n'))
        {
            var isCall = line.StartsWith(Question.Mark, StringComparison.Ordinal);
            // The block makes the line's end itself, so none is written on its border.
            if (isCall != isInside)
            {
                html.Append(isCall ? "\n<pre>" : "</pre>\n");
            }
            else if (html.Length > 0)
            {
                html.Append('\n');
            }
            html.Append(TelegramHtml.Escaped(isCall ? line[Question.Mark.Length..] : line));
            isInside = isCall;
        }

        return html.Append(isInside ? "</pre>" : "").ToString();
    }
}
