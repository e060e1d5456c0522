using System.Buffers;
using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

/// <summary>
/// &lt;parameter=key&gt;value&lt;/parameter&gt; and &lt;parameter name="key"&gt;, up to the tag that closes the call. Values are text; the
/// check against the schema makes numbers of them.
/// </summary>
internal static class ParameterTags
{
    /// <summary>DeepSeek 3.2 writes its own mark into each tag.</summary>
    public const string DeepSeekMark = "｜DSML｜";

    private static readonly string[] s_opens = ["<parameter", "<" + DeepSeekMark + "parameter"];
    private static readonly string[] s_closes = ["</parameter>", "</" + DeepSeekMark + "parameter>"];
    private static readonly SearchValues<string> s_ends = SearchValues.Create(
        ["</function", "</invoke", "</" + DeepSeekMark + "invoke"],
        StringComparison.Ordinal
    );

    /// <returns>The arguments as JSON, or null when the end of a value has not come.</returns>
    public static string? Read(CallText text, int at, out int end)
    {
        var values = new JsonObject();
        end = text.SkipSpace(at);
        while (Kind(text, end) is >= 0 and var kind)
        {
            if (!ReadOne(text, end, s_opens[kind], s_closes[kind], out var key, out var value, out end))
            {
                return null;
            }

            values[key] = value;
            end = text.SkipSpace(end);
        }

        if (end >= text.Length && !text.IsWhole)
        {
            return null;
        }

        return values.Count > 0 || EndOfCall(text, end) == end ? Json.Text(values) : null;
    }

    private static int Kind(CallText text, int at) =>
        text.Has(at, s_opens[0]) ? 0
        : text.Has(at, s_opens[1]) ? 1
        : -1;

    private static bool ReadOne(CallText text, int at, string open, string close, out string key, out string value, out int end)
    {
        (key, value, end) = ("", "", at);
        var head = text.Find(at, ">");
        if (head < 0 || head - at > 256)
        {
            return false;
        }

        key = Key(text.Span[(at + open.Length)..head]);
        var last = text.Find(head, close);
        var stop = EndOfCall(text, head);
        if (last >= 0 && (stop < 0 || last < stop))
        {
            (value, end) = (Trimmed(text.Span[(head + 1)..last]), last + close.Length);
            return key.Length > 0;
        }

        // Some models forget to close the last value; the call's own end closes it, or the next parameter. The end of the text does not.
        if (stop < 0)
        {
            return false;
        }

        var next = text.Span[(head + 1)..stop].IndexOf(open, StringComparison.Ordinal);
        end = next < 0 ? stop : head + 1 + next;
        value = Trimmed(text.Span[(head + 1)..end]);
        return key.Length > 0;
    }

    private static int EndOfCall(CallText text, int at)
    {
        var found = text.From(at).IndexOfAny(s_ends);
        return found < 0 ? -1 : at + found;
    }

    /// <summary>The key of <c>=key</c> or <c> name="key" string="true"</c>.</summary>
    private static string Key(ReadOnlySpan<char> head)
    {
        if (head.StartsWith("="))
        {
            return head[1..].Trim().ToString();
        }

        var name = head.TrimStart();
        if (!name.StartsWith("name=\""))
        {
            return "";
        }

        name = name["name=\"".Length..];
        var quote = name.IndexOf('"');
        return quote < 0 ? "" : name[..quote].ToString();
    }

    private static string Trimmed(ReadOnlySpan<char> value) => value.Trim("\r\n").ToString();
}
