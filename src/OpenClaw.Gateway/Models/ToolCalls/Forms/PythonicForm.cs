using System.Text.Json;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// Calls written as Python writes them, by keyword and with literals: Llama 4's and LFM2's [exec(command="ls")] between their marks, Llama
/// 3.2's list without marks, Gemma 3's tool_code, OLMo's lines.
/// </summary>
/// <param name="open">The mark before the calls, or nothing.</param>
/// <param name="needsList">The calls stand in brackets: without a mark, a call alone is a line of a program.</param>
internal sealed class PythonicForm(string open, string close, bool needsList) : ICallForm
{
    private const string Print = "print(";

    // Llama 3.1's built-in tools are objects with one method.
    private const string Method = ".call";

    public CallPlace Place => open.Length > 0 ? CallPlace.Line : CallPlace.Last;

    public Beginning Begins(ReadOnlySpan<char> text)
    {
        if (open.Length > 0 && MarkText.Begins(text, open, StringComparison.Ordinal) is var begins && begins != Beginning.Yes)
        {
            return begins;
        }

        var rest = open.Length > 0 ? text[open.Length..].TrimStart() : text;
        if (rest.Length == 0)
        {
            return Beginning.Perhaps;
        }

        var isList = rest[0] == '[';
        rest = isList ? rest[1..].TrimStart() : rest;
        var name = 0;
        while (name < rest.Length && name < 128 && CallNames.IsPart(rest[name]))
        {
            name++;
        }

        return (needsList && !isList) || (name == 0 && rest.Length > 0) || (name < rest.Length && rest[name] != '(') ? Beginning.No
            : name == rest.Length ? Beginning.Perhaps
            : Beginning.Yes;
    }

    public CallReading Read(CallText text, int at)
    {
        var next = text.SkipSpace(at + open.Length);
        var isList = text.Has(next, "[");
        next = isList ? text.SkipSpace(next + 1) : next;
        var calls = new List<ToolCall>();
        while (true)
        {
            var call = ReadPrinted(text, next, !needsList && !isList);
            if (call.Kind != CallReadingKind.Calls)
            {
                return call.Kind == CallReadingKind.NotThis && calls.Count > 0 && !isList ? CallReading.Of(calls, Close(text, next)) : call;
            }

            calls.AddRange(call.Calls);
            next = text.SkipSpace(call.End);
            var isComma = text.Has(next, ",") || (!isList && text.Has(next, ";"));
            if (isList && text.Has(next, "]"))
            {
                return CallReading.Of(calls, Close(text, next + 1));
            }

            if (next >= text.Length || (isList && !isComma))
            {
                return next >= text.Length && !text.IsWhole ? CallReading.Incomplete
                    : isList ? CallReading.NotThis
                    : CallReading.Of(calls, call.End);
            }

            next = text.SkipSpace(isComma ? next + 1 : next);
        }
    }

    /// <summary>A call, or one whose result the line prints: Gemma learned print(exec(...)).</summary>
    private static CallReading ReadPrinted(CallText text, int at, bool mayPrint)
    {
        if (!mayPrint || !text.Has(at, Print))
        {
            return ReadCall(text, at);
        }

        var call = ReadCall(text, text.SkipSpace(at + Print.Length));
        if (call.Kind != CallReadingKind.Calls)
        {
            return call;
        }

        var close = text.SkipSpace(call.End);
        return text.Has(close, ")") ? CallReading.Of(call.Calls, close + 1)
            : close >= text.Length && !text.IsWhole ? CallReading.Incomplete
            : CallReading.NotThis;
    }

    private static CallReading ReadCall(CallText text, int at)
    {
        var end = CallNames.End(text, at);
        if (end >= text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }

        var said = text.Span[at..end];
        var printed = (said.EndsWith(Method) ? said[..^Method.Length] : said).ToString();
        if (end == at || !text.Has(end, "(") || text.Offered.Resolve(printed) is not { } name)
        {
            return CallReading.NotThis;
        }

        var values = new List<KeyValuePair<string, JsonElement>>();
        var next = text.SkipSpace(end + 1);
        while (!text.Has(next, ")"))
        {
            var key = CallNames.End(text, next);
            var equals = text.SkipSpace(key);
            if (key == next || !text.Has(equals, "="))
            {
                return equals >= text.Length && !text.IsWhole ? CallReading.Incomplete : CallReading.NotThis;
            }

            var value = LooseJson.Read(text, equals + 1);
            if (value.Kind != LooseJsonKind.Read)
            {
                return value.Kind == LooseJsonKind.Incomplete ? CallReading.Incomplete : CallReading.NotThis;
            }

            values.Add(new(text.Span[next..key].ToString(), value.Value));
            next = text.SkipSpace(value.End);
            if (text.Has(next, ","))
            {
                next = text.SkipSpace(next + 1);
            }
            else if (!text.Has(next, ")"))
            {
                return next >= text.Length && !text.IsWhole ? CallReading.Incomplete : CallReading.NotThis;
            }
        }

        return CallReading.Of([new ToolCall(CallContent.NewId(), name, CallArguments.OfJson(values))], next + 1);
    }

    private int Close(CallText text, int at)
    {
        var next = text.SkipSpace(at);
        return close.Length > 0 && text.Has(next, close) ? next + close.Length : at;
    }
}
