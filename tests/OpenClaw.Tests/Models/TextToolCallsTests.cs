namespace OpenClaw.Tests.Models;

public class TextToolCallsTests
{
    private static readonly string[] s_offered = ["exec", "read", "write"];

    public static TheoryData<string> Calls =>
        [
            // Qwen, Hermes
            "<tool_call>\n{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}\n</tool_call>",
            "<tool_call>{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}",
            "<tool_call>{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}</tool_call>",
            "<tool_call>{\"name\": \"exec\", \"arguments\": \"{\\\"command\\\":\\\"ls\\\"}\"}</tool_call>",
            // Qwen coder
            "<tool_call>\n<function=exec>\n<parameter=command>\nls\n</parameter>\n</function>\n</tool_call>",
            // Llama
            "<function=exec>{\"command\": \"ls\"}</function>",
            "<|python_tag|>{\"name\": \"exec\", \"parameters\": {\"command\": \"ls\"}}",
            "{\"name\": \"exec\", \"parameters\": {\"command\": \"ls\"}}",
            "{\"type\": \"function\", \"function\": {\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}}",
            // Mistral
            "[TOOL_CALLS] [{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}]",
            "[TOOL_CALLS]exec{\"command\": \"ls\"}",
            "[TOOL_CALLS]exec[ARGS]{\"command\": \"ls\"}",
            // Granite, Phi
            "<|tool_call|>[{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}]",
            // XML
            "<invoke name=\"exec\"><parameter name=\"command\">ls</parameter></invoke>",
            // Bare
            "[{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}]",
            "{\"tool_calls\": [{\"function\": {\"name\": \"exec\", \"arguments\": \"{\\\"command\\\":\\\"ls\\\"}\"}}]}",
            "{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\",}}",
            "{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}",
        ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Find_CallInAKnownDress_IsFound(string text)
    {
        var found = TextToolCalls.Find("Let me look.\n" + text, s_offered);

        var call = Assert.Single(found.Calls);
        Assert.Equal(("exec", """{"command":"ls"}"""), (call.Name, call.Arguments));
        Assert.Equal("Let me look.", found.Text);
        Assert.True(TextToolCalls.MayBegin(text));
    }

    [Theory]
    [InlineData("```json\n{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}\n```")]
    [InlineData("```\n{\"tool\": \"exec\", \"args\": {\"command\": \"ls\"}}\n```")]
    public void Find_CallInAFence_IsFoundWhereTheFenceIsTheAnswer(string text)
    {
        var call = Assert.Single(TextToolCalls.Find(text, s_offered).Calls);
        Assert.Equal(("exec", """{"command":"ls"}"""), (call.Name, call.Arguments));
        Assert.True(TextToolCalls.MayBegin(text));
        // Behind words it is what the words are about.
        Assert.Empty(TextToolCalls.Find("Let me look.\n" + text, s_offered).Calls);
    }

    public static TheoryData<string> NoCalls =>
        [
            "Hello.",
            "Use <tool_call> tags to call a tool.",
            "The tag `<tool_call>{\"name\": \"exec\", \"arguments\": {}}</tool_call>` starts a call.",
            "{\"name\": \"Ann\", \"age\": 3}",
            "{\"name\": \"exec\", \"age\": 3}",
            "{\"name\": \"shell\", \"arguments\": {\"command\": \"ls\"}}",
            "```json\n{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}\n```\nThis is how a call looks.",
            "```json\n{\"city\": \"Brno\"}\n```",
            "[1, 2, 3]",
            "[]",
            "{}",
            "if (a < b) { return [a]; }",
            "{not json",
            "[link](http://example.org)",
        ];

    [Theory]
    [MemberData(nameof(NoCalls))]
    public void Find_ProseOrJson_StaysWhatItIs(string text)
    {
        var found = TextToolCalls.Find(text, s_offered);
        Assert.Empty(found.Calls);
        Assert.False(found.IsBroken);
        Assert.Equal(text, found.Text);
    }

    [Fact]
    public void Find_SeveralCalls_AllAreFoundInOrder()
    {
        const string Text = """
            <tool_call>
            {"name": "read", "arguments": {"path": "a"}}
            </tool_call>
            <tool_call>
            {"name": "read", "arguments": {"path": "b"}}
            </tool_call>
            <tool_response>invented</tool_response>
            """;
        var found = TextToolCalls.Find(Text, s_offered);
        Assert.Equal(["""{"path":"a"}""", """{"path":"b"}"""], found.Calls.Select(c => c.Arguments));
        Assert.Equal("", found.Text);
        Assert.NotEqual(found.Calls[0].Id, found.Calls[1].Id);
    }

    [Fact]
    public void Find_SeveralBareObjects_AllAreFound()
    {
        var found = TextToolCalls.Find(
            "{\"name\":\"read\",\"arguments\":{\"path\":\"a\"}}\n{\"name\":\"read\",\"arguments\":{\"path\":\"b\"}}",
            s_offered
        );
        Assert.Equal(2, found.Calls.Count);
    }

    [Fact]
    public void Find_TagInsideArguments_IsData()
    {
        var found = TextToolCalls.Find(
            """<tool_call>{"name": "write", "arguments": {"path": "x", "content": "<tool_call>{\"name\":\"exec\",\"arguments\":{\"command\":\"rm\"}}</tool_call>"}}</tool_call>""",
            s_offered
        );
        Assert.Equal("write", Assert.Single(found.Calls).Name);
    }

    [Fact]
    public void Find_TagWithBrokenJson_IsBroken() =>
        Assert.True(TextToolCalls.Find("<tool_call>{\"name\": exec}</tool_call>", s_offered).IsBroken);

    [Fact]
    public void Find_UnknownToolInATag_IsHandedOnForTheComplaint() =>
        Assert.Equal(
            "shell",
            Assert.Single(TextToolCalls.Find("<tool_call>{\"name\": \"shell\", \"arguments\": {}}</tool_call>", s_offered).Calls).Name
        );

    [Fact]
    public void Find_NoToolsOffered_NothingIsACall() =>
        Assert.Empty(TextToolCalls.Find("<tool_call>{\"name\": \"exec\", \"arguments\": {}}</tool_call>", []).Calls);
}
