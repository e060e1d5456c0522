using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>
/// Calls written as Python writes them, by keyword and with literals: Llama 4's and LFM2's [exec(command="ls")] between their marks, Llama
/// 3.2's list without marks, Gemma 3's tool_code, OLMo's lines.
/// </summary>
/// <param name="open">The mark before the calls, or nothing.</param>
/// <param name="needsList">The calls stand in brackets: without a mark, a call alone is a line of a program.</param>
internal sealed class PythonicForm(string open, string close, bool needsList)
    : CallForm(open, close, open.Length > 0 ? CallPlace.Line : CallPlace.Last)
{
    private const string Print = "print(";

    // Llama 3.1's built-in tools are objects with one method.
    private const string Method = ".call";

    protected override Beginning BeginsBehind(ReadOnlySpan<char> rest)
    {
        rest = Open.Length > 0 ? rest.TrimStart() : rest;
        if (rest.Length == 0)
        {
            return Beginning.Perhaps;
        }

        var isList = rest[0] == '[';
        if (needsList && !isList)
        {
            return Beginning.No;
        }
        return BeginsCall(isList ? rest[1..].TrimStart() : rest);
    }

    /// <summary>A name and an opening parenthesis.</summary>
    private static Beginning BeginsCall(ReadOnlySpan<char> text)
    {
        var name = 0;
        while (name < text.Length && name < 128 && CallNames.IsPart(text[name]))
        {
            name++;
        }
        if (name == text.Length)
        {
            return Beginning.Perhaps;
        }
        return name > 0 && text[name] == '(' ? Beginning.Yes : Beginning.No;
    }

    public override CallReading Read(CallText text, int at)
    {
        var next = text.SkipSpace(at + Open.Length);
        return text.Has(next, "[") ? ReadList(text, text.SkipSpace(next + 1)) : ReadLines(text, next);
    }

    /// <summary>Calls between brackets, apart by commas.</summary>
    private CallReading ReadList(CallText text, int next)
    {
        var calls = new List<ToolCall>();
        while (true)
        {
            var call = ReadCall(text, next);
            if (call.Kind != CallReadingKind.Calls)
            {
                return call;
            }

            calls.AddRange(call.Calls);
            next = text.SkipSpace(call.End);
            if (text.Has(next, "]"))
            {
                return CallReading.Of(calls, BehindClose(text, next + 1));
            }
            if (!text.Has(next, ","))
            {
                return Missing(text, next);
            }
            next = text.SkipSpace(next + 1);
        }
    }

    /// <summary>Calls without brackets, one behind the other.</summary>
    private CallReading ReadLines(CallText text, int next)
    {
        var calls = new List<ToolCall>();
        while (true)
        {
            var call = ReadPrinted(text, next, mayPrint: !needsList);
            if (call.Kind != CallReadingKind.Calls)
            {
                return call.Kind == CallReadingKind.NoCall && calls.Count > 0 ? CallReading.Of(calls, BehindClose(text, next)) : call;
            }

            calls.AddRange(call.Calls);
            next = text.SkipSpace(call.End);
            if (next >= text.Length)
            {
                return text.IsWhole ? CallReading.Of(calls, call.End) : CallReading.Incomplete;
            }
            next = text.Has(next, ",") || text.Has(next, ";") ? text.SkipSpace(next + 1) : next;
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
        return text.Has(close, ")") ? CallReading.Of(call.Calls, close + 1) : Missing(text, close);
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
            return CallReading.NoCall;
        }

        var values = new List<KeyValuePair<string, JsonElement>>();
        var next = text.SkipSpace(end + 1);
        while (!text.Has(next, ")"))
        {
            if (ReadArgument(text, ref next, values) is { } broken)
            {
                return broken;
            }
        }

        return CallReading.One(name, CallArguments.Of(values), next + 1);
    }

    /// <summary>Reads <c>name=value</c> and the comma behind it.</summary>
    /// <returns>Why the call ends here; null when it goes on.</returns>
    private static CallReading? ReadArgument(CallText text, ref int next, List<KeyValuePair<string, JsonElement>> values)
    {
        var key = CallNames.End(text, next);
        var equals = text.SkipSpace(key);
        if (key == next || !text.Has(equals, "="))
        {
            return Missing(text, equals);
        }

        var value = LooseJson.Read(text, equals + 1);
        if (value.Kind != LooseJsonKind.Read)
        {
            return value.Kind == LooseJsonKind.Incomplete ? CallReading.Incomplete : CallReading.NoCall;
        }

        values.Add(new(text.Span[next..key].ToString(), value.Value));
        next = text.SkipSpace(value.End);
        if (text.Has(next, ","))
        {
            next = text.SkipSpace(next + 1);
            return null;
        }
        return text.Has(next, ")") ? null : Missing(text, next);
    }

    /// <summary>What belongs here is not here: it may still come, where the text ends.</summary>
    private static CallReading Missing(CallText text, int at) =>
        at >= text.Length && !text.IsWhole ? CallReading.Incomplete : CallReading.NoCall;
}
