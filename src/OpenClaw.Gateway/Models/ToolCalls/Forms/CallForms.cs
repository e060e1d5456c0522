namespace OpenClaw.Models;

/// <summary>The table of the forms in which models print calls. The next family is one entry here, or one class, and one row of a test.</summary>
internal static class CallForms
{
    /// <summary>Forms that may also stand in a fence that is named for them.</summary>
    public static IReadOnlyList<ICallForm> Unfenced { get; } =
    [
        new JsonTagForm("<tool_call>", "</tool_call>"),
        new JsonTagForm("<toolcall>", "</toolcall>"),
        new JsonTagForm("<function_call>", "</function_call>"),
        new JsonTagForm("<|tool_call|>", "<|/tool_call|>"),
        new JsonTagForm("<|python_tag|>", ""),
        new JsonTagForm("[TOOL_CALLS]", ""),
        new MistralForm(),
        new FunctionTagForm("<function=", ">"),
        new FunctionTagForm("<function name=\"", "\">"),
        new FunctionTagForm("<invoke name=\"", "\">"),
    ];

    public static IReadOnlyList<ICallForm> BareJson { get; } = [new BareJsonForm()];

    public static IReadOnlyList<ICallForm> AmongOthers { get; } = [.. Unfenced, .. BareJson];

    public static IReadOnlyList<ICallForm> All { get; } = [.. AmongOthers, new FencedForm()];

    public static bool MayBegin(ReadOnlySpan<char> text, IReadOnlyList<ICallForm> forms)
    {
        foreach (var form in forms)
        {
            if (form.Begins(text) != Beginning.No)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what stands at a place with the first form that can.</summary>
    public static CallReading Read(CallText text, int at, IReadOnlyList<ICallForm> forms, out ICallForm form)
    {
        form = forms[0];
        var other = CallReading.NotThis;
        foreach (var candidate in forms)
        {
            var begins = candidate.Begins(text.From(at));
            if (begins == Beginning.No || (begins == Beginning.Perhaps && text.IsWhole))
            {
                continue;
            }

            var reading = begins == Beginning.Perhaps ? CallReading.Incomplete : candidate.Read(text, at);
            if (reading.Kind is CallReadingKind.Calls or CallReadingKind.Incomplete)
            {
                form = candidate;
                return reading;
            }

            if (reading.End > other.End && other.Kind == CallReadingKind.NotThis)
            {
                (form, other) = (candidate, reading);
            }
        }

        return other;
    }

    /// <summary>How a text that may be cut off begins with a mark.</summary>
    public static Beginning Begins(ReadOnlySpan<char> text, string mark)
    {
        if (text.Length >= mark.Length)
        {
            return text.StartsWith(mark, StringComparison.Ordinal) ? Beginning.Yes : Beginning.No;
        }

        return mark.AsSpan().StartsWith(text, StringComparison.Ordinal) ? Beginning.Perhaps : Beginning.No;
    }
}
