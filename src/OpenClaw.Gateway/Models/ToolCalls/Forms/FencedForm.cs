using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>A fence that is named for calls and holds nothing else. Only a fence that is the whole answer is asked.</summary>
internal sealed class FencedForm() : CallForm("", "", CallPlace.Alone)
{
    // What a fence of this name may hold: tags speak for themselves, JSON is what small models put into "json" or into a fence without a
    // name.
    private static readonly Dictionary<string, IReadOnlyList<CallForm>> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = CallForms.BareJson,
        ["json"] = CallForms.BareJson,
        ["xml"] = CallForms.Unfenced,
        ["tool"] = CallForms.AmongOthers,
        ["tool_call"] = CallForms.AmongOthers,
        ["tool_calls"] = CallForms.AmongOthers,
        ["tool_code"] = CallForms.ToolCode,
        ["tool_use"] = CallForms.AmongOthers,
        ["function_call"] = CallForms.AmongOthers,
    };

    public override Beginning Begins(ReadOnlySpan<char> text)
    {
        var run = Run(text);
        if (run < 3)
        {
            return run > 0 && run == text.Length ? Beginning.Perhaps : Beginning.No;
        }

        var line = text.IndexOf('\n');
        var name = text[run..(line < 0 ? text.Length : line)].Trim();
        if (line < 0)
        {
            var begun = name.ToString();
            return s_names.Keys.Any(known => known.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                ? Beginning.Perhaps
                : Beginning.No;
        }

        if (!s_names.TryGetValue(name.ToString(), out var forms))
        {
            return Beginning.No;
        }

        var inner = text[(line + 1)..].TrimStart();
        return inner.Length == 0 ? Beginning.Perhaps
            : CallForms.MayBegin(inner, forms) ? Beginning.Yes
            : Beginning.No;
    }

    public override CallReading Read(CallText text, int at)
    {
        var run = Run(text.From(at));
        var line = text.Find(at, "\n");
        var calls = new List<ToolCall>();
        var next = text.SkipSpace(line + 1);
        while (next < text.Length && !(text.Span[next] == text.Span[at] && Run(text.From(next)) >= run))
        {
            var reading = CallForms.Read(text, next, s_names[text.Span[(at + run)..line].Trim().ToString()], out _);
            // A mark that ends a call or the fence may be on its way.
            if (!text.IsWhole && text.Length - next < EndMarks.Longest)
            {
                return CallReading.Incomplete;
            }

            if (reading.Kind != CallReadingKind.Calls)
            {
                return reading.Kind == CallReadingKind.Incomplete ? reading : CallReading.NoCall;
            }

            calls.AddRange(reading.Calls);
            next = Separated(text, reading.End);
        }

        if (next >= text.Length && !text.IsWhole)
        {
            return CallReading.Incomplete;
        }

        return calls.Count > 0 ? CallReading.Of(calls, next + Run(text.From(next))) : CallReading.NoCall;
    }

    private static int Separated(CallText text, int at)
    {
        at = text.SkipSpace(at);
        while (at < text.Length && (text.Span[at] is ';' or ',' || EndMarks.LengthAt(text.From(at)) > 0))
        {
            at = text.SkipSpace(at + Math.Max(1, EndMarks.LengthAt(text.From(at))));
        }

        return at;
    }

    private static int Run(ReadOnlySpan<char> text) => text is ['`' or '~', ..] ? MarkText.Run(text, text[0]) : 0;
}
