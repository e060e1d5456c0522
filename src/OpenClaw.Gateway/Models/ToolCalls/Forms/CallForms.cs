using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>The table of the forms in which models print calls. The next family is one entry here, or one class, and one row of a
/// test.</summary>
internal static class CallForms
{
    /// <summary>Forms with marks of their own, which may also stand in a fence that is named for them.</summary>
    public static IReadOnlyList<CallForm> Unfenced { get; } =
    [
        // Hermes, Qwen, Granite and many others
        new JsonTagForm("<tool_call>", "</tool_call>"),
        new JsonTagForm("<toolcall>", "</toolcall>"),
        new JsonTagForm("<function_call>", "</function_call>"),
        new JsonTagForm("<tools>", "</tools>"),
        // Phi
        new JsonTagForm("<|tool_call|>", "<|/tool_call|>"),
        new JsonTagForm("functools", ""),
        // Llama
        new JsonTagForm("<|python_tag|>", ""),
        new PythonicForm("<|python_tag|>", "", needsList: false),
        new PythonicForm("<|python_start|>", "<|python_end|>", needsList: false),
        new JsonTagForm("<|python_start|>", "<|python_end|>"),
        // Gemma 3 with a tag for its fence, OLMo
        new PythonicForm("<tool_code>", "</tool_code>", needsList: false),
        new PythonicForm("<function_calls>", "</function_calls>", needsList: false),
        // LFM2
        new JsonTagForm("<|tool_call_start|>", "<|tool_call_end|>"),
        new PythonicForm("<|tool_call_start|>", "<|tool_call_end|>", needsList: false),
        // Nemotron, Apertus, Command-R7B, InternLM, LM Studio
        new JsonTagForm("<TOOLCALL>", "</TOOLCALL>"),
        new JsonTagForm("<|tools_prefix|>", "<|tools_suffix|>"),
        new JsonTagForm("<|START_ACTION|>", "<|END_ACTION|>"),
        new JsonTagForm("<|action_start|><|plugin|>", "<|action_end|>"),
        new JsonTagForm("<|action_start|> <|plugin|>", "<|action_end|>"),
        new JsonTagForm("[TOOL_REQUEST]", "[END_TOOL_REQUEST]"),
        // Mistral
        new JsonTagForm("[TOOL_CALLS]", ""),
        new MistralForm(),
        // Qwen-Coder, Seed-OSS, MiniMax, DeepSeek 3.2
        new FunctionTagForm("<function=", ">"),
        new FunctionTagForm("<function name=\"", "\">"),
        new FunctionTagForm("<invoke name=\"", "\">"),
        new FunctionTagForm("<" + ParameterTags.DeepSeekMark + "invoke name=\"", "\">"),
        // GLM, Hunyuan
        new ArgumentTagForm(),
        // DeepSeek V3 and R1, Hunyuan, then DeepSeek 3.1
        new NamedJsonForm("<tool_call>function<tool_sep>", "\n```json\n", "```</tool_call>"),
        new NamedJsonForm("<｜tool▁call▁begin｜>function<｜tool▁sep｜>", "\n```json\n", "```<｜tool▁call▁end｜>"),
        new NamedJsonForm("<｜tool▁call▁begin｜>", "<｜tool▁sep｜>", "<｜tool▁call▁end｜>"),
        // Kimi K2
        new NamedJsonForm("<|tool_call_begin|>", "<|tool_call_argument_begin|>", "<|tool_call_end|>"),
        // gpt-oss: the recipient in either place, the speaker's name perhaps in the prompt
        new NamedJsonForm("<|channel|>commentary to=", "<|message|>", "<|call|>"),
        new NamedJsonForm("<|channel|>analysis to=", "<|message|>", "<|call|>"),
        new NamedJsonForm("<|start|>assistant to=", "<|message|>", "<|call|>"),
        new NamedJsonForm("to=", "<|message|>", "<|call|>"),
        // Functionary
        new NamedJsonForm("<|recipient|>", "<|content|>", "<|stop|>"),
        new NamedJsonForm(">>>", "\n", "", CallPlace.Last),
        // ReAct
        new NamedJsonForm("Action: ", "\nAction Input:", "", CallPlace.Last),
        // Qwen's older agents
        new NamedJsonForm("✿FUNCTION✿: ", "\n✿ARGS✿:", "✿RESULT✿"),
        // Gemma 4, FunctionGemma
        new GemmaForm("<|tool_call>call:", "<|\"|>", "<tool_call|>"),
        new GemmaForm("<start_function_call>call:", "<escape>", "<end_function_call>"),
    ];

    public static IReadOnlyList<CallForm> BareJson { get; } = [new BareJsonForm()];

    /// <summary>Gemma 3 writes its calls as lines of Python into a fence of this name.</summary>
    public static IReadOnlyList<CallForm> ToolCode { get; } = [.. Unfenced, .. BareJson, new PythonicForm("", "", needsList: false)];

    public static IReadOnlyList<CallForm> AmongOthers { get; } = [.. Unfenced, .. BareJson, new PythonicForm("", "", needsList: true)];

    public static IReadOnlyList<CallForm> All { get; } = [.. AmongOthers, new CommandRForm(), new FencedForm(), new NamedLineForm()];

    public static bool MayBegin(ReadOnlySpan<char> text, IReadOnlyList<CallForm> forms)
    {
        var inner = text[CallWrappers.Skip(text, out var isPartial)..];
        if (isPartial)
        {
            return true;
        }

        foreach (var form in forms)
        {
            if (form.Begins(inner) != Beginning.No || form.Begins(text) != Beginning.No)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what stands at a place with the first form that can.</summary>
    public static CallReading Read(CallText text, int at, IReadOnlyList<CallForm> forms, out CallForm form)
    {
        var wrapper = CallWrappers.Skip(text.From(at), out var isPartial);
        if (isPartial && !text.IsWhole)
        {
            form = forms[0];
            return CallReading.Incomplete;
        }

        // One family's wrapper is another's own mark.
        var inner = ReadAt(text, at + wrapper, forms, out form);
        return wrapper == 0 || inner.Kind is not CallReadingKind.NoCall ? inner : ReadAt(text, at, forms, out form);
    }

    private static CallReading ReadAt(CallText text, int at, IReadOnlyList<CallForm> forms, out CallForm form)
    {
        form = forms[0];
        var other = CallReading.NoCall;
        foreach (var candidate in forms)
        {
            var begins = candidate.Begins(text, at);
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

            if (reading.End > other.End && other.Kind == CallReadingKind.NoCall)
            {
                (form, other) = (candidate, reading);
            }
        }

        return other;
    }

    /// <summary>Where a value ends for which one bracket too many was written: that has one meaning where the call's own mark or the whole
    /// text ends behind it.</summary>
    /// <param name="begin">Where the call begins: with something before it, the bracket may be the end of that.</param>
    public static int BehindSurplus(CallText text, int begin, int at, string close)
    {
        var next = text.SkipSpace(at);
        if (next >= text.Length || text.Span[next] is not ('}' or ']'))
        {
            return at;
        }

        var behind = text.SkipSpace(next + 1);
        return (close.Length > 0 && text.Has(behind, close)) || (text.IsWhole && behind >= text.Length && begin == text.SkipSpace(0))
            ? next + 1
            : at;
    }
}
