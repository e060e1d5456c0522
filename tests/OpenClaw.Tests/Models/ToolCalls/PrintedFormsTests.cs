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
        foreach (var text in new[] { $"It prints\n\n{PrintedForms.All[name]}\n\nand waits.", $"It prints: {PrintedForms.All[name]} and waits.", $"```text\n{PrintedForms.All[name]}" })
        {
            Assert.All(Streamed.InManyPieces(text), heard => Assert.Equal((0, text, false), (heard.Reply.Calls.Count, heard.Shown, heard.Broken)));
        }
    }

    [Theory]
    [InlineData("exec(command=\"echo hi\")")]
    [InlineData("```python\nexec(command=\"echo hi\")\n```")]
    [InlineData("[exec(command=\"echo hi\")] runs it.")]
    [InlineData("[shell(command=\"echo hi\")]")]
    [InlineData("[exec(\"echo hi\")]")]
    [InlineData(">>>shell\n{\"command\": \"echo hi\"}")]
    [InlineData(">>>exec and then\n{\"command\": \"echo hi\"}")]
    [InlineData("Action: exec the plan\nAction Input: {\"command\": \"echo hi\"}")]
    [InlineData("Action: call Ann\nAction Input: none")]
    [InlineData("{\"exec\": {\"command\": \"echo hi\"}}")]
    [InlineData("{\"name\": \"exec\", \"command\": \"echo hi\"}")]
    [InlineData("functools is a module of Python.")]
    [InlineData("<tools> is a tag.")]
    [InlineData("<tool_call>exec\nruns a command</tool_call>")]
    public void Stream_WhatIsNoForm_IsText(string text) =>
        Assert.All(Streamed.InManyPieces(text), heard => Assert.Equal((0, text, false), (heard.Reply.Calls.Count, heard.Shown, heard.Broken)));
}
