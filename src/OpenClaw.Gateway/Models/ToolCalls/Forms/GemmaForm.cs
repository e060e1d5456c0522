using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>Gemma 4's and FunctionGemma's form: call:exec{command:QUOTElsQUOTE}, keys bare and strings between marks of their
/// own.</summary>
internal sealed class GemmaForm(string open, string quote, string close) : CallForm(open, close)
{
    private const int MaxDepth = 32;

    public override CallReading Read(CallText text, int at)
    {
        var start = at + Open.Length;
        var end = CallNames.End(text, start);
        if (!text.Has(end, "{"))
        {
            return end >= text.Length && !text.IsWhole ? CallReading.Incomplete : CallReading.NoCall;
        }

        var json = new StringBuilder();
        var next = end;
        if (!Value(text, ref next, json, 0) || !Json.TryParse(json.ToString(), out var arguments))
        {
            return text.IsWhole ? CallReading.Broken(text.Length) : CallReading.Incomplete;
        }

        var printed = text.Span[start..end].ToString();
        return CallReading.One(text.Offered.Resolve(printed) ?? printed, Json.Text(arguments), BehindClose(text, next));
    }

    private bool Value(CallText text, ref int at, StringBuilder json, int depth)
    {
        at = text.SkipSpace(at);
        if (at >= text.Length || depth > MaxDepth)
        {
            return false;
        }

        if (text.Has(at, quote))
        {
            var start = at + quote.Length;
            var end = text.Find(start, quote);
            at = end + quote.Length;
            var content = end < 0 ? "" : text.Span[start..end].ToString();
            json.Append(Json.Text(writer => writer.WriteStringValue(content)));
            return end >= 0;
        }

        return text.Span[at] is '{' or '[' ? Members(text, ref at, json, depth) : Scalar(text, ref at, json);
    }

    private bool Members(CallText text, ref int at, StringBuilder json, int depth)
    {
        var closing = text.Span[at] == '{' ? '}' : ']';
        json.Append(text.Span[at]);
        at = text.SkipSpace(at + 1);
        for (var first = true; at < text.Length && text.Span[at] != closing; first = false)
        {
            if (!first && text.Span[at] != ',')
            {
                return false;
            }

            json.Append(first ? "" : ",");
            at = text.SkipSpace(first ? at : at + 1);
            if ((closing == '}' && !Key(text, ref at, json)) || !Value(text, ref at, json, depth + 1))
            {
                return false;
            }

            at = text.SkipSpace(at);
        }

        json.Append(closing);
        return at++ < text.Length;
    }

    private static bool Key(CallText text, ref int at, StringBuilder json)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text.Span[at]) || text.Span[at] is '_' or '-' or '.'))
        {
            at++;
        }

        json.Append('"').Append(text.Span[start..at]).Append("\":");
        return at > start && at < text.Length && text.Span[at++] == ':';
    }

    private static bool Scalar(CallText text, ref int at, StringBuilder json)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text.Span[at]) || text.Span[at] is '-' or '+' or '.'))
        {
            at++;
        }

        json.Append(text.Span[start..at]);
        return at > start;
    }
}
