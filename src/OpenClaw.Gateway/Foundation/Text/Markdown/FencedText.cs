namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>
/// Parts a text at the fences that begin at the margin, which stand in no list and no quote. What is fenced needs no reading at all, so a
/// long answer that is mostly code keeps its form however many brackets the code has. Pure.
/// </summary>
internal static class FencedText
{
    private const int ShortestFence = 3;

    /// <param name="Language">Of fenced text; empty where none is named.</param>
    public readonly record struct Part(string Text, bool IsCode, string Language);

    public static IReadOnlyList<Part> Split(string text)
    {
        var parts = new List<Part>();
        var (start, at, fence) = (0, 0, "");
        var language = "";
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at) is var newline and >= 0 ? newline : text.Length;
            var line = text.AsSpan(at, end - at).TrimEnd();
            var next = Math.Min(end + 1, text.Length);
            if (fence.Length == 0 && Opening(line) is { Length: > 0 } opened)
            {
                if (at > start)
                {
                    parts.Add(new Part(text[start..at], false, ""));
                }
                (fence, start) = (opened, next);
                language = FirstWord(line[opened.Length..]);
            }
            else if (fence.Length > 0 && Closes(line, fence))
            {
                parts.Add(new Part(WithoutEnd(text, start, at), true, language));
                (fence, start) = ("", next);
            }

            at = next;
        }

        if (fence.Length > 0)
        {
            parts.Add(new Part(text[start..], true, language));
        }
        else if (start < text.Length)
        {
            parts.Add(new Part(text[start..], false, ""));
        }
        return parts;
    }

    private static string Opening(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is not ('`' or '~'))
        {
            return "";
        }
        var mark = line[0];
        var length = line.IndexOfAnyExcept(mark) is var other and >= 0 ? other : line.Length;
        return length < ShortestFence || (mark == '`' && line[length..].Contains('`')) ? "" : new string(mark, length);
    }

    private static bool Closes(ReadOnlySpan<char> line, string fence)
    {
        var marks = line.TrimStart(' ');
        return line.Length - marks.Length < 4 && marks.StartsWith(fence) && marks.IndexOfAnyExcept(fence[0]) < 0;
    }

    private static string FirstWord(ReadOnlySpan<char> info)
    {
        info = info.Trim();
        return (info.IndexOfAny(' ', '\t') is var blank and >= 0 ? info[..blank] : info).ToString();
    }

    private static string WithoutEnd(string text, int start, int end) => end > start ? text[start..(end - 1)] : "";
}
