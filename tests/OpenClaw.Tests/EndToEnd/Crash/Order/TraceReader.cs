using System.Globalization;
using System.Text;

namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>Reads what <c>strace -f -y -xx</c> writes: a line a call, or two lines when another thread was seen in between.</summary>
internal static class TraceReader
{
    private const string Unfinished = " <unfinished ...>";
    private const string Detached = " <detached ...>";
    private const string Resumed = " resumed>";

    public static IReadOnlyList<TraceCall> Read(IReadOnlyList<string> lines)
    {
        var calls = new List<TraceCall>();
        var open = new Dictionary<string, (string Head, int Line)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var space = lines[i].IndexOf(' ');
            if (space < 0)
            {
                continue;
            }
            var (thread, text) = (lines[i][..space], lines[i][space..].TrimStart());
            if (text.StartsWith("<...") && text.IndexOf(Resumed, StringComparison.Ordinal) is > 0 and var at)
            {
                if (open.Remove(thread, out var begun))
                {
                    calls.Add(Parse(thread, begun.Head + text[(at + Resumed.Length)..], begun.Line, i));
                }
            }
            else if (text.EndsWith(Unfinished))
            {
                open[thread] = (text[..^Unfinished.Length], i);
            }
            else if (char.IsAsciiLetter(text[0]))
            {
                calls.Add(Parse(thread, text, i, i));
            }
        }

        // Of those the end cut off nobody saw a result; that they were entered may still matter.
        calls.AddRange(open.Select(begun => Parse(begun.Key, begun.Value.Head, begun.Value.Line, int.MaxValue)));
        return calls;
    }

    private static TraceCall Parse(string thread, string text, int begin, int end)
    {
        if (text.EndsWith(Detached))
        {
            text = text[..^Detached.Length];
        }
        var bracket = text.IndexOf('(');
        var (close, result) = Result(text);
        var (target, after) = Target(text, bracket + 1);
        return new TraceCall
        {
            Thread = thread,
            Name = text[..bracket],
            Begin = begin,
            End = end,
            Target = target,
            Texts = Texts(text, after, close),
            Last = LastNumber(text[bracket..close]),
            Result = result,
        };
    }

    private static (int Close, long? Result) Result(string text)
    {
        var equals = text.LastIndexOf(" = ", StringComparison.Ordinal);
        if (equals < 0)
        {
            return (text.Length, null);
        }
        var word = text[(equals + 3)..].Split(' ')[0];
        return (
            text[..equals].LastIndexOf(')') is >= 0 and var close ? close : equals,
            long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null
        );
    }

    /// <summary><c>12&lt;\x2f\x74&gt;</c>: what strace knows of a descriptor.</summary>
    private static (string Target, int After) Target(string text, int start)
    {
        var i = start;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }
        if (i == start || i >= text.Length || text[i] != '<')
        {
            return ("", start);
        }
        var close = text.IndexOf('>', i);
        return (Encoding.UTF8.GetString(Decode(text.AsSpan(i + 1, close - i - 1))), close + 1);
    }

    private static List<byte[]> Texts(string text, int start, int close)
    {
        var texts = new List<byte[]>();
        for (var i = text.IndexOf('"', start); i >= 0 && i < close; i = text.IndexOf('"', i + 1))
        {
            var end = text.IndexOf('"', i + 1);
            if (text.AsSpan(end + 1).StartsWith("..."))
            {
                throw new InvalidOperationException("a text of the trace was cut: strace needs a larger -s");
            }
            texts.Add(Decode(text.AsSpan(i + 1, end - i - 1)));
            i = end;
        }

        return texts;
    }

    /// <summary>With -xx every byte of a text is <c>\xNN</c>; what strace says itself (<c>socket:[5]</c>) is plain.</summary>
    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = new List<byte>(text.Length / 4);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x')
            {
                bytes.Add(byte.Parse(text.Slice(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }

    private static long LastNumber(string arguments) =>
        long.TryParse(
            arguments[(arguments.LastIndexOf(',') + 1)..].Trim(),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;
}
