using Microsoft.Extensions.AI;
using OpenClaw.Models;

namespace OpenClaw.Tests.Models;

/// <summary>A call that an answer only shows is text, read at once or as it streams.</summary>
public class ShownCallsTests
{
    public static TheoryData<string> Names => [.. ShownCalls.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_CallThatIsShown_IsText(string name)
    {
        var found = TextToolCalls.Find(ShownCalls.All[name], Streamed.Offered);

        Assert.Empty(found.Calls);
        Assert.False(found.IsBroken);
        Assert.Equal(ShownCalls.All[name], found.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_CallThatIsShown_IsShownWhole(string name)
    {
        var text = ShownCalls.All[name];
        foreach (var heard in Streamed.InManyPieces(text))
        {
            Assert.Empty(heard.Reply.Calls);
            Assert.False(heard.Broken);
            Assert.Equal((text, text), (heard.Shown, heard.Reply.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_CarriageReturnsBeforeNewlines_ChangeNothing(string name) =>
        Assert.Empty(TextToolCalls.Find(ShownCalls.All[name].Replace("\r\n", "\n").Replace("\n", "\r\n"), Streamed.Offered).Calls);

    [Fact]
    public void Table_HasSixtyNearMisses() => Assert.True(ShownCalls.All.Count >= 60, $"{ShownCalls.All.Count}");

    public static TheoryData<string, string> Counting =>
        new()
        {
            { "", ShownCalls.Call },
            { "Let me look.\n", ShownCalls.Call },
            { "Let me look.\r\n\r\n", ShownCalls.Call },
            { "Let me look.\n", "  " + ShownCalls.Call },
            { "> The mail says this.\n\nI will look.\n", ShownCalls.Call },
            { "> The mail says this.\n\n", ShownCalls.Call },
            { "```\nls\n```\n", ShownCalls.Call },
            { "~~~sh\nls `x`\n~~~\n\n", ShownCalls.Call },
            { "The tag `<pre>` and the sign `\"` say nothing.\n", ShownCalls.Call },
            { "<pre>\nls\n</pre>\n", ShownCalls.Call },
            { "I look for \"notes\"\n", ShownCalls.Call },
            { "It's Ann's 5\" disk.\n", ShownCalls.Call },
            { "„Guten Tag“, sagte sie, “and hello”.\n", ShownCalls.Call },
            { "- read\n- write\n\n", ShownCalls.Call },
            { "1. read\n   ```\n   x\n   ```\n\nNow.\n", ShownCalls.Call },
            { "A call looks like `" + ShownCalls.Function + "`. I make one:\n", ShownCalls.Call },
            { "It is a < b and b > c.\n", ShownCalls.Call },
            { "Let me look.\n", ShownCalls.Function },
            { "Let me look.\n", ShownCalls.Invoke },
            { "Let me look.\n", ShownCalls.Bare },
            { "", ShownCalls.Call + "<|im_end|>" },
        };

    [Theory]
    [MemberData(nameof(Counting))]
    public void Stream_CallThatIsTheAnswer_IsMadeAndNotShown(string before, string call)
    {
        foreach (var heard in Streamed.InManyPieces(before + call))
        {
            Assert.Equal("exec", Assert.Single(heard.Reply.Calls).Name);
            Assert.Equal((before.TrimEnd(), before.TrimEnd()), (heard.Shown, heard.Reply.Text));
        }
    }

    [Theory]
    [InlineData("\nI have run it; the output is 42.")]
    [InlineData("\n<tool_response>42</tool_response>\nSo it is 42.")]
    [InlineData("<tool_response>42</tool_response>")]
    [InlineData("\n\nI have run it.\n<tool_call>{\"name\": \"read\", \"arguments\": {\"path\": \"x\"}}</tool_call>")]
    public void Stream_WordsBehindACallAlone_AreCutOff(string after)
    {
        foreach (var heard in Streamed.InManyPieces(ShownCalls.Call + after))
        {
            Assert.Equal("exec", Assert.Single(heard.Reply.Calls).Name);
            Assert.Equal("", heard.Shown);
        }
    }

    [Theory]
    [InlineData("```json\n", "\n```", ShownCalls.Bare)]
    [InlineData("~~~json\n", "\n~~~", ShownCalls.Bare)]
    [InlineData("```\n", "\n```", ShownCalls.Bare)]
    [InlineData("```json\n", "", ShownCalls.Bare)]
    [InlineData("```tool_call\n", "\n```", ShownCalls.Bare)]
    [InlineData("```xml\n", "\n```", ShownCalls.Call)]
    [InlineData("````JSON\r\n", "\r\n````\r\n", ShownCalls.Bare)]
    public void Stream_FenceThatIsTheAnswer_IsACall(string open, string close, string call)
    {
        foreach (var heard in Streamed.InManyPieces(open + call + close))
        {
            Assert.Equal("exec", Assert.Single(heard.Reply.Calls).Name);
            Assert.Equal("", heard.Shown);
        }
    }

    [Theory]
    [InlineData("<tool_call>{\"name\": exec}</tool_call>")]
    [InlineData("Let me look.\n<tool_call>{\"name\": exec}</tool_call>")]
    [InlineData("<tool_call>{\"name\": \"exec\", \"arguments\": {\"command\": \"ls")]
    public void Stream_UnreadableWhereACallCounts_IsBroken(string text) =>
        Assert.All(Streamed.InManyPieces(text), heard => Assert.True(heard.Broken && heard.Reply.Calls.Count == 0));

    [Fact]
    public void Stream_Thought_IsNoAnswer()
    {
        foreach (var heard in Streamed.InManyPieces($"<think>\n{ShownCalls.Call}\n</think>\n\nHello."))
        {
            Assert.Empty(heard.Reply.Calls);
            Assert.Equal("Hello.", heard.Shown);
        }
    }

    [Fact]
    public void Stream_Prose_IsShownAsItComes()
    {
        var sink = new Streamed.Sink();
        var reader = new ReplyReader(sink, Streamed.Tools);
        foreach (
            var (piece, shown) in new[]
            {
                ("Use <tool_call> and [a", "Use <tool_call> and [a"),
                ("] so", "] so"),
                (".\n- x <function=", ".\n- x <function="),
            }
        )
        {
            sink.Shown.Clear();
            reader.Add(Streamed.Update(piece));
            Assert.Equal(shown, sink.Shown.ToString());
        }
    }
}
