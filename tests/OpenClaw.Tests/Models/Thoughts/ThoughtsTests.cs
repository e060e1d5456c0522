using Microsoft.Extensions.AI;
using OpenClaw.Models;

namespace OpenClaw.Tests.Models;

/// <summary>Thoughts and control tokens in an answer's text are kept apart or cut, wherever the stream is cut; those that an answer names
/// are text.</summary>
public class ThoughtsTests
{
    public static TheoryData<string> Forms => [.. ThoughtForms.All.Keys];

    public static TheoryData<string> Shown => [.. ThoughtForms.Shown.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stream_FormOfAFamily_IsKeptApart(string name)
    {
        var (whole, thought, text) = ThoughtForms.All[name];
        foreach (var heard in Streamed.InManyPieces(whole).Concat(Streamed.CutEverywhere(whole)))
        {
            Assert.Equal((text, text), (heard.Reply.Text, heard.Shown));
            Assert.Equal((thought, thought), (heard.Reply.Thinking, heard.Thoughts));
            Assert.True(heard.Reply.Calls.Count == 0 && !heard.Broken);
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Stream_MarksThatAreShown_AreText(string name)
    {
        var text = ThoughtForms.Shown[name];
        foreach (var heard in Streamed.InManyPieces(text).Concat(Streamed.CutEverywhere(text)))
        {
            Assert.Equal((text, text, ""), (heard.Reply.Text, heard.Shown, heard.Reply.Thinking));
        }
    }

    [Fact]
    public void Tables_HaveSixtyFormsAndFortyNearMisses() =>
        Assert.True(
            ThoughtForms.All.Count >= 60 && ThoughtForms.Shown.Count >= 40,
            $"{ThoughtForms.All.Count}, {ThoughtForms.Shown.Count}"
        );

    [Fact]
    public void Stream_NoTools_ThoughtsAreKeptApartAllTheSame()
    {
        var sink = new Streamed.Sink();
        var reader = new ReplyReader(sink, []);
        reader.Add(Streamed.Update("<think>Okay.</think>\nHello!<|im_end|>"));
        Assert.Equal("Hello!", reader.Finish("m", out _).Text);
        Assert.Equal(("Hello!", "Okay."), (sink.Shown.ToString(), sink.Thoughts.ToString()));
    }

    [Fact]
    public void Stream_ThoughtApartThenClosingTag_IsOneAnswer()
    {
        var sink = new Streamed.Sink();
        var reader = new ReplyReader(sink, Streamed.Tools);
        reader.Add(new ChatResponseUpdate { Contents = [new TextReasoningContent("Okay.")] });
        reader.Add(Streamed.Update("</think>"));
        reader.Add(Streamed.Update("\n\nHello!"));
        var reply = reader.Finish("m", out _);
        Assert.Equal(("Hello!", "Okay.", "Hello!"), (reply.Text, reply.Thinking, sink.Shown.ToString()));
    }

    [Fact]
    public void Stream_Thought_IsShownAsItComes()
    {
        var sink = new Streamed.Sink();
        var reader = new ReplyReader(sink, Streamed.Tools);
        foreach (var (piece, thoughts) in new[] { ("<think>Ok", "Ok"), ("ay</th", "Okay"), ("e end</think>\nHel", "Okay</the end") })
        {
            reader.Add(Streamed.Update(piece));
            Assert.Equal(thoughts, sink.Thoughts.ToString());
        }

        Assert.Equal("Hel", sink.Shown.ToString());
    }

    [Theory]
    [InlineData("I should greet.\n</think>\n\nHello!", "I should greet.\n", "Hello!", true)]
    [InlineData("I should greet.</think>Hello!", "I should greet.", "Hello!", true)]
    [InlineData("</think>Hello!", "", "Hello!", true)]
    [InlineData("Hello!", "", "Hello!", false)]
    [InlineData("<think>Okay.</think>Hello!", "Okay.", "Hello!", false)]
    public void Stream_ModelThatThinksUnseen_ShowsNoThoughtAsWords(string whole, string thought, string text, bool isUnseen)
    {
        for (var size = 1; size <= whole.Length; size++)
        {
            var sink = new Streamed.Sink();
            var reader = new ReplyReader(sink, Streamed.Tools, thinksUnseen: true);
            foreach (var piece in whole.Chunk(size))
            {
                reader.Add(Streamed.Update(new string(piece)));
            }
            var reply = reader.Finish("m", out _);

            Assert.Equal((text, text, thought, isUnseen), (sink.Shown.ToString(), reply.Text, reply.Thinking, reader.ThoughtUnseen));
            Assert.False(sink.TookBack);
        }
    }

    [Fact]
    public void Stream_ModelThatThoughtUnseen_IsKnownByIt()
    {
        var reader = new ReplyReader(new Streamed.Sink(), []);
        reader.Add(Streamed.Update("I should greet.\n</think>\nHello!"));
        reader.Finish("m", out _);
        Assert.True(reader.ThoughtUnseen);
    }
}
