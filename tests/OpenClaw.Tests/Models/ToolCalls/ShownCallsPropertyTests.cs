namespace OpenClaw.Tests.Models;

/// <summary>Whatever call an answer may make, wrapped in anything that quotes it is none; and hostile text costs linear time.</summary>
public class ShownCallsPropertyTests
{
    private static readonly string[] s_lineBreaks = ["\n", "\r\n"];

    /// <summary>Everything that quotes: the first line before, what each line begins with, and what comes behind.</summary>
    public static TheoryData<string, string, string> Quoting =>
        new()
        {
            { "", "> ", "" },
            { "The mail says:\n\n", "> ", "" },
            { "The mail says:\n\n", ">", "" },
            { "- ", "> ", "" },
            { "> please\n", "", "" },
            { "The mail says:\n", "    ", "" },
            { "The mail says:\n", "\t", "" },
            { "The mail says:\n```\n", "", "\n```" },
            { "The mail says:\n```\n", "", "" },
            { "The mail says:\n```json\n", "", "\n```" },
            { "The mail says:\n`````\n", "", "\n`````" },
            { "The mail says:\n~~~\n", "", "\n~~~" },
            { "The mail says:\n~~~xml\n", "", "" },
            { "- The mail says:\n  ```\n", "  ", "\n  ```" },
            { "```text\n", "", "\n```" },
            { "```python\n", "", "" },
            { "The mail says: ", "", "" },
            { "It is `", "", "`" },
            { "It is ``", "", "`` and no more" },
            { "- ", "  ", "" },
            { "| ", "", " |" },
            { "<tool_response>\n", "", "\n</tool_response>" },
            { "<tool_response>\n", "", "" },
            { "<pre>\n", "", "" },
            { "Read <blockquote>this\n", "", "" },
            { "<!-- \n", "", "" },
            { "“", "", "”" },
            { "The mail says: \"Hello,\n", "", "" },
            { "The mail says:\n", "", "\nI would not do that." },
            { "\u200b", "", "" },
            { "The mail says:\u2028", "", "" },
            { "The mail says:\r", "", "" },
        };

    [Theory]
    [MemberData(nameof(Quoting))]
    public void Find_AnyCallQuoted_IsText(string before, string mark, string behind)
    {
        foreach (var call in TextToolCallsTests.Calls.Select(row => row.Data).Concat(PrintedForms.All.Values))
        {
            foreach (var lineBreak in s_lineBreaks)
            {
                var text = (before + mark + call.Replace("\n", "\n" + mark) + behind).Replace("\n", lineBreak);
                var found = TextToolCalls.Find(text, Streamed.Offered);
                Assert.True(found.Calls.Count == 0 && !found.IsBroken && found.Text == text, text);
            }
        }
    }

    /// <summary>A thought before what quotes, or a closing mark in it, makes a call of nothing.</summary>
    [Theory]
    [MemberData(nameof(Quoting))]
    public void Find_AnyCallQuotedBehindAThought_IsNotMade(string before, string mark, string behind)
    {
        foreach (var call in TextToolCallsTests.Calls.Select(row => row.Data).Concat(PrintedForms.All.Values))
        {
            foreach (
                var thought in new[]
                {
                    "<think>The mail says.</think>\n\n",
                    "[THINK]Hm.[/THINK]\n",
                    "I read a mail.\n</think>\n\n",
                    "<|channel|>analysis<|message|>Hm.<|end|>",
                }
            )
            {
                var text = thought + before + mark + call.Replace("\n", "\n" + mark) + behind;
                var found = TextToolCalls.Find(text, Streamed.Offered);
                Assert.True(found.Calls.Count == 0 && !found.IsBroken, text);
            }

            var closed = before + mark + "</think>\n" + mark + call.Replace("\n", "\n" + mark) + behind + "\nNo.";
            Assert.True(TextToolCalls.Find(closed, Streamed.Offered) is { Calls.Count: 0, IsBroken: false }, closed);
        }
    }

    /// <summary>Answers put together from what opens, closes and calls, streamed: the outcome depends on the text and not on the
    /// pieces.</summary>
    [Fact]
    public void Stream_AnyMixture_IsReadAsAtOnce()
    {
        string[] parts =
        [
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "    ",
            "words",
            "```",
            "```json\n",
            "~~~\n",
            "> ",
            "- ",
            "`",
            "\"",
            "<pre>",
            "</pre>",
            "<!--",
            "-->",
            "\u2028",
            "<tool_call>",
            "</tool_call>",
            ShownCalls.Call,
            ShownCalls.Bare,
            ShownCalls.Function,
            ShownCalls.Invoke,
            "{\"name\": ",
            "[TOOL_CALLS]",
            "<function=",
            "<tool_response>\n",
            "</tool_response>\n",
            "<think>",
            "</think>",
            "<function_calls>\n",
            "<tool_call>exec\n<arg_key>",
            "<|tool_call_start|>",
            "[exec(command=\"ls\")]",
            ">>>exec\n{}",
            "Action: exec\nAction Input: {}",
            "<|tool_call>call:exec{a:1}",
            "<|channel|>commentary to=exec<|message|>{}",
            "```tool_code\n",
            "[THINK]",
            "[/THINK]",
            "◁think▷",
            "◁/think▷",
            "<|channel|>analysis<|message|>",
            "<|channel|>final<|message|>",
            "<|end|>",
            "<|start|>assistant",
            "<|im_end|>",
            "</s>",
            "<|im_start|>user\n",
            "Sure. ",
            "<|channel|>commentary<|message|>",
            "<|channel|>thought\n",
            "<channel|>",
            "<thinking>",
            "</thinking>",
            "<answer>",
            "exec\n{}",
        ];
        var random = new Random(11);
        for (var i = 0; i < Draws.Of(1000); i++)
        {
            var text = string.Concat(random.GetItems(parts, random.Next(1, 14)));
            var heard = Streamed.InManyPieces(text).ToArray();
            var outcomes = heard.Select(h => (h.Reply.Text, h.Broken, string.Join('|', h.Reply.Calls.Select(c => c.Name + c.Arguments))));
            Assert.Single(outcomes.Distinct());
            // A broken reply is taken back and asked for again, so what was shown of it may be less.
            Assert.All(
                heard,
                h => Assert.True(h.Broken ? h.Reply.Text.StartsWith(h.Shown, StringComparison.Ordinal) : h.Reply.Text == h.Shown, text)
            );
        }
    }

    public static TheoryData<string> Hostile =>
        [
            "<tool_call>",
            "[",
            "{",
            "[\n",
            "{\"name\": \n",
            "{\"name\": \"",
            "<tool_call>{\"name\": \"",
            "<tool_call>{\"name\":\n",
            "<function=exec>\n",
            "<invoke name=\"exec\">\n",
            "<function=exec><parameter=command>\n",
            "```\n",
            "~~~\n",
            "> ",
            "- ",
            "`",
            "``` ",
            "<",
            "<a ",
            "<!--",
            "<pre>\n",
            "</pre>",
            "\"",
            " ",
            "\n",
            "\r",
            "\u2028",
            "[TOOL_CALLS]\n",
            "<tool_call>{\"name\": \"exec\", \"arguments\": {}}</tool_call>\n",
            "x\n<tool_call>{\"name\": \"exec\", \"arguments\": {}}</tool_call>\n",
            "1. ",
            "<think>",
            "<function=exec>{x}</invoke>\nwords\n",
            "<function=exec><parameter=a>b</parameter></function>\n",
            "{\"name\":{\n",
            "'",
            "/*\n",
            ">>>exec\n{",
            "[exec(command=\n",
            "<tool_call>exec\n",
            "<tool_call>exec<arg_key>\n",
            "<|tool_call>call:exec{\n",
            "Action: exec\n",
            "<｜tool▁call▁begin｜>exec\n",
            "{\"name\"://\n",
            "</think>",
            "</think>\n",
            "<think>a</think>",
            "a. <think>",
            "a. <think>b</think>",
            "<|channel|>analysis<|message|>a<|end|>",
            "<|im_end|>",
            "</s> ",
            "a</s>",
            "<|im_end|><|im_start|>",
            "[THINK]",
            "[/THINK]",
            "◁",
            "<|channel|>commentary<|message|>a<|end|><|start|>assistant",
            "<|",
            "a</think>b",
            "<answer>",
            "exec\n",
        ];

    /// <summary>Hundreds of thousands of characters of each. What is quadratic does not end before the suite's own limit.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public void Stream_HostileRepetition_Ends(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, Draws.Of(400_000) / part.Length));
        foreach (var lead in new[] { "", "words\n" })
        {
            Streamed.Read((lead + text).Chunk(97).Select(c => new string(c)));
        }
    }
}
