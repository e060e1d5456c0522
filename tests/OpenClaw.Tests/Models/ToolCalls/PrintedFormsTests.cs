namespace OpenClaw.Tests.Models;

/// <summary>Each family's form is one call, however it streams, and no call where it is quoted.</summary>
public class PrintedFormsTests
{
    public static TheoryData<string> Names => [.. PrintedForms.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_FormOfAFamily_IsOneCall(string name)
    {
        foreach (var heard in Streamed.InManyPieces(PrintedForms.All[name]))
        {
            var call = Assert.Single(heard.Reply.Calls);
            Assert.Equal(("exec", """{"command":"echo hi"}""", ""), (call.Name, call.Arguments, heard.Shown));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_FormBetweenWords_IsText(string name)
    {
        foreach (
            var text in new[]
            {
                $"It prints\n\n{PrintedForms.All[name]}\n\nand waits.",
                $"It prints: {PrintedForms.All[name]} and waits.",
                $"```text\n{PrintedForms.All[name]}",
            }
        )
        {
            Assert.All(
                Streamed.InManyPieces(text),
                heard => Assert.Equal((0, text, false), (heard.Reply.Calls.Count, heard.Shown, heard.Broken))
            );
        }
    }

    public static TheoryData<string> NoForms => [.. NearForms.All];

    [Theory]
    [MemberData(nameof(NoForms))]
    public void Stream_WhatIsNoForm_IsText(string text) =>
        Assert.All(
            Streamed.InManyPieces(text),
            heard => Assert.Equal((0, text, text, false), (heard.Reply.Calls.Count, heard.Shown, heard.Reply.Text, heard.Broken))
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_FormCutAnywhere_IsOneCall(string name) =>
        Assert.All(Streamed.CutEverywhere(PrintedForms.All[name]), heard => Assert.Equal("exec", Assert.Single(heard.Reply.Calls).Name));

    [Fact]
    public void Tables_AreLargeEnough() =>
        Assert.True(PrintedForms.All.Count >= 110 && NearForms.All.Count >= 60, $"{PrintedForms.All.Count}, {NearForms.All.Count}");

    [Theory]
    [InlineData("[exec(command=\"ls\"), read(path=\"a\")]")]
    [InlineData("<|python_start|>[exec(command=\"ls\"), read(path=\"a\")]<|python_end|>")]
    [InlineData("<function_calls>\nexec(command=\"ls\")\nread(path=\"a\")\n</function_calls>")]
    [InlineData("```tool_code\nprint(exec(command=\"ls\"))\nprint(read(path=\"a\"))\n```")]
    [InlineData("[TOOL_CALLS]exec[ARGS]{\"command\": \"ls\"}[TOOL_CALLS]read[ARGS]{\"path\": \"a\"}</s>")]
    [InlineData(
        "{\"name\": \"exec\", \"parameters\": {\"command\": \"ls\"}}; {\"name\": \"read\", \"parameters\": {\"path\": \"a\"}}<|eom_id|>"
    )]
    [InlineData(
        "<|tool_calls_section_begin|><|tool_call_begin|>functions.exec:0<|tool_call_argument_begin|>{\"command\": \"ls\"}<|tool_call_end|><|tool_call_begin|>functions.read:1<|tool_call_argument_begin|>{\"path\": \"a\"}<|tool_call_end|><|tool_calls_section_end|>"
    )]
    [InlineData(">>>exec\n{\"command\": \"ls\"}\n>>>read\n{\"path\": \"a\"}")]
    [InlineData("exec\n{\"command\": \"ls\"}\n>>>read\n{\"path\": \"a\"}")]
    [InlineData(
        "<|recipient|>exec\n<|content|>{\"command\": \"ls\"}\n<|from|>assistant\n<|recipient|>read\n<|content|>{\"path\": \"a\"}<|stop|>"
    )]
    [InlineData(
        "<|from|>assistant\n<|recipient|>exec\n<|content|>{\"command\": \"ls\"}\n<|from|>assistant\n<|recipient|>read\n<|content|>{\"path\": \"a\"}"
    )]
    [InlineData(
        "<tool_calls><tool_call>function<tool_sep>exec\n```json\n{\"command\": \"ls\"}\n```</tool_call><tool_call>function<tool_sep>read\n```json\n{\"path\": \"a\"}\n```</tool_call></tool_calls>"
    )]
    [InlineData(
        "<tool_call>exec<arg_key>command</arg_key><arg_value>ls</arg_value></tool_call>\n<tool_call>read<arg_key>path</arg_key><arg_value>a</arg_value></tool_call>"
    )]
    [InlineData(
        "<minimax:tool_call>\n<invoke name=\"exec\">\n<parameter name=\"command\">ls</parameter>\n</invoke>\n<invoke name=\"read\">\n<parameter name=\"path\">a</parameter>\n</invoke>\n</minimax:tool_call>"
    )]
    public void Stream_TwoCalls_AreTwo(string text)
    {
        foreach (var heard in Streamed.InManyPieces(text))
        {
            Assert.Equal(["""exec {"command":"ls"}""", """read {"path":"a"}"""], heard.Reply.Calls.Select(c => $"{c.Name} {c.Arguments}"));
            Assert.Equal("", heard.Shown);
        }
    }
}
