namespace OpenClaw.Tests.Models;

/// <summary>One row a family: an answer as a server hands it on, what of it is a thought, and what is for the person.</summary>
internal static class ThoughtForms
{
    public static IReadOnlyDictionary<string, (string Whole, string Thought, string Text)> All { get; } =
        new Dictionary<string, (string, string, string)>
        {
            ["think"] = ("<think>Okay.</think>\n\nHello!", "Okay.", "Hello!"),
            ["think, with lines"] = ("<think>\nOkay, a < b.\n\nSo greet.\n</think>\n\nHello!", "\nOkay, a < b.\n\nSo greet.\n", "Hello!"),
            ["think, empty"] = ("<think>\n\n</think>\n\nHello!", "\n\n", "Hello!"),
            ["think, indented"] = ("  <think>\nhm\n</think>ok", "\nhm\n", "ok"),
            ["think, behind blank lines"] = ("\n\n<think>hm</think>ok", "hm", "ok"),
            ["think, upper case"] = ("<THINK>Okay.</THINK>Hello!", "Okay.", "Hello!"),
            ["Think"] = ("<Think>Okay.</Think>\nHello!", "Okay.", "Hello!"),
            ["thinking"] = ("<thinking>Okay.</thinking>\nHello!", "Okay.", "Hello!"),
            ["thought"] = ("<thought>\nOkay.\n</thought>\n\nHello!", "\nOkay.\n", "Hello!"),
            ["thoughts"] = ("<thoughts>Okay.</thoughts>Hello!", "Okay.", "Hello!"),
            ["reasoning"] = ("<reasoning>Okay.</reasoning>\nHello!", "Okay.", "Hello!"),
            ["antThinking"] = ("<antThinking>Okay.</antThinking>Hello!", "Okay.", "Hello!"),
            ["longcat"] = ("<longcat_think>Okay.</longcat_think>Hello!", "Okay.", "Hello!"),
            ["seed"] = (
                "<seed:think>Okay.<seed:cot_budget_reflect>3</seed:cot_budget_reflect></seed:think>Hello!",
                "Okay.<seed:cot_budget_reflect>3</seed:cot_budget_reflect>",
                "Hello!"
            ),
            ["magistral"] = ("[THINK]Okay.[/THINK]Hello!", "Okay.", "Hello!"),
            ["kimi"] = ("◁think▷Okay.◁/think▷Hello!", "Okay.", "Hello!"),
            ["command r7b"] = ("<|START_THINKING|>Okay.<|END_THINKING|><|START_RESPONSE|>Hello!<|END_RESPONSE|>", "Okay.", "Hello!"),
            ["command a"] = (
                "<|START_THINKING|>Okay.<|END_THINKING|><|START_TEXT|>Hello!<|END_TEXT|><|END_OF_TURN_TOKEN|>",
                "Okay.",
                "Hello!"
            ),
            ["open thinker"] = (
                "<|begin_of_thought|>\n\nOkay.\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nHello!\n\n<|end_of_solution|>",
                "\n\nOkay.\n\n",
                "Hello!"
            ),
            ["apertus"] = ("<|inner_prefix|>Okay.<|inner_suffix|>Hello!<|assistant_end|>", "Okay.", "Hello!"),
            ["gemma 4"] = ("<|channel>thought\nOkay.\n<channel|>Hello!<turn|>", "\nOkay.\n", "Hello!"),
            ["gemma 4, empty"] = ("<|channel>thought\n<channel|>Hello!", "\n", "Hello!"),
            ["solar"] = ("<|think|>Okay.<|end|>Hello!", "Okay.", "Hello!"),
            ["harmony"] = (
                "<|channel|>analysis<|message|>Okay.<|end|><|start|>assistant<|channel|>final<|message|>Hello!<|return|>",
                "Okay.",
                "Hello!"
            ),
            ["harmony, with a speaker"] = (
                "<|start|>assistant<|channel|>analysis<|message|>Okay.<|end|><|start|>assistant<|channel|>final<|message|>Hello!",
                "Okay.",
                "Hello!"
            ),
            ["harmony, no end"] = (
                "<|channel|>analysis<|message|>Okay.<|start|>assistant<|channel|>final<|message|>Hello!<|return|>",
                "Okay.",
                "Hello!"
            ),
            ["harmony, twice"] = (
                "<|channel|>analysis<|message|>One.<|end|><|start|>assistant<|channel|>analysis<|message|>Two.<|end|><|start|>assistant<|channel|>final<|message|>Hello!",
                "One.Two.",
                "Hello!"
            ),
            ["harmony, final alone"] = ("<|channel|>final<|message|>Hello!<|return|>", "", "Hello!"),
            ["harmony, preamble"] = (
                "<|channel|>commentary<|message|>Let me see.<|end|><|start|>assistant<|channel|>final<|message|>Hello!",
                "",
                "Let me see.Hello!"
            ),
            ["hunyuan"] = ("<think>\nOkay.\n</think>\n<answer>\nHello!\n</answer>", "\nOkay.\n", "Hello!"),
            ["ernie"] = ("<think>\nOkay.\n</think>\n\n<response>\nHello!\n</response>\n", "\nOkay.\n", "Hello!"),
            ["glm-v"] = ("<think>Okay.</think><|begin_of_box|>42<|end_of_box|>", "Okay.", "42"),
            ["code begins the answer"] = ("<think>Okay.</think>\n\n    ls -la\n", "Okay.", "    ls -la\n"),

            // Several, and behind words
            ["two"] = ("<think>One.</think>\n<think>Two.</think>\nHello!", "One.Two.", "Hello!"),
            ["two of two kinds"] = ("<think>One.</think><reasoning>Two.</reasoning>Hello!", "One.Two.", "Hello!"),
            ["two, words between"] = ("<think>One.</think>\n\nHello!\n<think>Two.</think>\nBye!", "One.Two.", "Hello!\nBye!"),
            ["behind words"] = ("Sure.\n<think>Okay.</think>\nHello!", "Okay.", "Sure.\nHello!"),
            ["behind a paragraph"] = ("Sure.\n\n<thinking>\nOkay.\n</thinking>\n\nHello!", "\nOkay.\n", "Sure.\n\nHello!"),
            ["behind a sentence"] = ("Sure. <think>Okay.</think> Hello!", "Okay.", "Sure. Hello!"),
            ["behind a sentence, a line after"] = ("Sure. <think>Okay.</think>\nHello!", "Okay.", "Sure.\nHello!"),
            ["behind a sentence, without spaces"] = ("Sure.<think>Okay.</think>Hello!", "Okay.", "Sure.Hello!"),
            ["at the end"] = ("Hello!\n<think>Done.</think>", "Done.", "Hello!"),
            ["behind a fence"] = ("```\nls\n```\n<think>Okay.</think>\nThat lists.", "Okay.", "```\nls\n```\nThat lists."),
            ["never ends"] = ("<think>never ends", "never ends", ""),
            ["never ends, behind words"] = ("Sure.\n<think>Never ends", "Never ends", "Sure."),
            ["half a closing tag"] = ("<think>never ends</thi", "never ends</thi", ""),

            // A closing mark alone
            ["alone"] = (
                "Okay, the user greets me.\nI should greet back.\n</think>\n\nHello!",
                "Okay, the user greets me.\nI should greet back.\n",
                "Hello!"
            ),
            ["alone, words glued"] = ("Okay.\n</think>Hello!", "Okay.\n", "Hello!"),
            ["alone, behind its words"] = ("I should greet.</think>\n\nHello!", "I should greet.", "Hello!"),
            ["alone, between glued words"] = ("I should greet</think>Hello!", "I should greet", "Hello!"),
            ["alone, behind a sentence"] = ("I should greet. </think>\nHello!", "I should greet. ", "Hello!"),
            ["alone, at the beginning"] = ("</think>\n\nHello!", "", "Hello!"),
            ["alone, at the end"] = ("I should greet.\n</think>", "I should greet.\n", ""),
            ["alone, magistral"] = ("I should greet.[/THINK]Hello!", "I should greet.", "Hello!"),
            ["alone, kimi"] = ("I should greet.◁/think▷Hello!", "I should greet.", "Hello!"),
            ["alone, seed"] = ("I should greet.\n</seed:think>Hello!", "I should greet.\n", "Hello!"),
            ["alone, command r7b"] = (
                "I should greet.<|END_THINKING|><|START_RESPONSE|>Hello!<|END_RESPONSE|>",
                "I should greet.",
                "Hello!"
            ),
            ["alone, twice"] = ("One.\n</think>\nTwo.\n</think>\nHello!", "One.\nTwo.\n", "Hello!"),
            ["alone, behind a block"] = (
                "<think>The mail has a\n</think>\nin it.\n</think>\n\nHello!",
                "The mail has a\nin it.\n",
                "Hello!"
            ),
            ["alone, behind lists and code"] = (
                "1. Greet `x`.\n- Be \"short\n\n```\nhi\n```\n</think>\n\nHello!",
                "1. Greet `x`.\n- Be \"short\n\n```\nhi\n```\n",
                "Hello!"
            ),

            // Tokens at the end
            ["im_end"] = ("Hello!<|im_end|>", "", "Hello!"),
            ["im_end on its line"] = ("Hello!\n<|im_end|>\n", "", "Hello!"),
            ["eot_id"] = ("Hello!<|eot_id|>", "", "Hello!"),
            ["eom_id"] = ("Hello!<|eom_id|>", "", "Hello!"),
            ["s"] = ("Hello!</s>", "", "Hello!"),
            ["s behind a space"] = ("Hello! </s>", "", "Hello!"),
            ["return"] = ("Hello!<|return|>", "", "Hello!"),
            ["endoftext"] = ("Hello!<|endoftext|>", "", "Hello!"),
            ["end_of_text"] = ("Hello!<|end_of_text|>", "", "Hello!"),
            ["end_of_turn"] = ("Hello!<end_of_turn>\n", "", "Hello!"),
            ["turn"] = ("Hello!<turn|>", "", "Hello!"),
            ["eos"] = ("Hello!<eos>", "", "Hello!"),
            ["end"] = ("Hello!<|end|>", "", "Hello!"),
            ["deepseek"] = ("Hello!<｜end▁of▁sentence｜>", "", "Hello!"),
            ["END_OF_TURN_TOKEN"] = ("Hello!<|END_OF_TURN_TOKEN|>", "", "Hello!"),
            ["exaone"] = ("Hello![|endofturn|]", "", "Hello!"),
            ["seed eos"] = ("Hello!<seed:eos>", "", "Hello!"),
            ["several"] = ("Hello!</s></s> <|im_end|>\n<|im_end|>", "", "Hello!"),
            ["behind a fence's end"] = ("```\nls\n```<|im_end|>", "", "```\nls\n```"),
            ["nothing but a token"] = ("<|im_end|>", "", ""),
            ["an invented turn"] = ("Hello!<|im_end|>\n<|im_start|>user\nAnd now?<|im_end|>\n<|im_start|>assistant\nBye.", "", "Hello!"),
            ["an invented turn of Mistral"] = ("Hello!</s>[INST] And now? [/INST] Bye.", "", "Hello!"),
            ["a header"] = ("<|im_start|>assistant\nHello!<|im_end|>", "", "Hello!"),
            ["a header of Llama"] = ("<|start_header_id|>assistant<|end_header_id|>\n\nHello!<|eot_id|>", "", "Hello!"),
            ["behind a thought"] = ("<think>Okay.</think>\nHello!<|im_end|>", "Okay.", "Hello!"),
        };

    /// <summary>Answers about these marks. All of them is for the person.</summary>
    public static IReadOnlyDictionary<string, string> Shown { get; } =
        new Dictionary<string, string>
        {
            ["named"] = "Models think between <think> and </think>.",
            ["named, closing"] = "The tag </think> ends a thought.",
            ["named, at the end"] = "A thought ends with </think>",
            ["named, behind a colon"] = "It writes: <think>no</think>",
            ["named, mid sentence"] = "plain <think>no</think>",
            ["named, wrapped"] = "Write <think>your thought</think>, then the answer.",
            ["named, a new sentence"] = "There are tags. <think>a</think> is one of them.",
            ["named, begins a line"] = "There are two tags:\n<think> opens a thought and\n</think> closes it.",
            ["named, a list"] = "- <think> opens\n- </think> closes",
            ["named, a table"] = "| open | close |\n| --- | --- |\n| <think> | </think> |",
            ["named, in brackets"] = "The end (</think>) is missing.",
            ["code span"] = "It is `<think>a</think>` in code.",
            ["code span, closing"] = "It is `</think>` in code.",
            ["code span begins the line"] = "`</think>` closes.",
            ["code span of two"] = "It is ``a</think>`` in code.",
            ["code span over lines"] = "It is `a\n</think>\nb` in code.",
            ["fence"] = "So:\n```\n<think>\na\n</think>\n```\nThat is all.",
            ["fence with a name"] = "```xml\n<thinking>\na\n</thinking>\n```",
            ["fence, closing alone"] = "So:\n```\na\n</think>\nb\n```\nThat is all.",
            ["tilde fence"] = "So:\n~~~\na\n</think>\nb\n~~~",
            ["fence that never closes"] = "So:\n```\na\n</think>\nb",
            ["quote"] = "The mail says:\n\n> <think>a</think>\n\nNo more.",
            ["quote, closing alone"] = "The mail says:\n\n> a\n> </think>\n> b\n\nNo more.",
            ["quote that goes on"] = "> a\n</think>\nb",
            ["quotation marks"] = "He wrote \"</think>\" and left.",
            ["quotation marks, glued"] = "He wrote \"a</think>\" and left.",
            ["indented code"] = "So:\n\n    a\n    </think>\n\nThat is all.",
            ["tool response"] = "<tool_response>\na\n</think>\nb\n</tool_response>",
            ["pre"] = "<pre>\na\n</think>\nb\n</pre>",
            ["comment"] = "Hi <!--\n</think>\n--> there",
            ["a word like it"] = "<thinking is hard",
            ["half a tag"] = "<thi",
            ["another tag"] = "<thinker>a</thinker>",
            ["Magistral's named"] = "Magistral writes [THINK] and [/THINK].",
            ["a link"] = "See [THE LIST](http://example.org).",
            ["token named"] = "ChatML ends each turn with <|im_end|>",
            ["token named, mid sentence"] = "The token <|im_end|> ends a turn.",
            ["token named, several"] = "Llama has <|eot_id|> and <|eom_id|>",
            ["token in code"] = "It ends with `<|im_end|>`",
            ["token in code behind a full stop"] = "It ends so. `</s>`",
            ["token in quotation marks"] = "It ends with \"<|im_end|>\"",
            ["token behind an opening quotation mark"] = "It ends with \"<|im_end|>",
            ["token in a fence"] = "```\nhi<|im_end|>\n<|im_start|>assistant\n```",
            ["token glued, then words"] = "Hello!</s> said the old server.",
            ["struck words"] = "It is <s>10</s>",
            ["a sign"] = "a <",
            ["signs"] = "1 < 2 <| 3 [",
            ["a bracket"] = "[",
            ["nothing"] = "",
            ["an answer tag"] = "<answer>\nYes\n</answer>",
        };
}
