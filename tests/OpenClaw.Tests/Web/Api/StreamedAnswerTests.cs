using OpenClaw.Messages;
using OpenClaw.Web.Api;

namespace OpenClaw.Tests.Web.Api;

public sealed class StreamedAnswerTests
{
    // "?" asks a model, "!" is its failure, "~" says that its words were a thought, ">" joins another turn, "=..." is the answer that ends
    // the turn, anything else are words. "|" is between what is said.
    [Theory]
    [InlineData("? Hel lo =Hello", "Hel|lo")]
    [InlineData("? =Hello", "Hello")]
    [InlineData("? Hel =Hello", "Hel|lo")]
    [InlineData("? _Hel lo_ =Hello", "Hel|lo_")]
    [InlineData("? I_look. ? It_is_5. =It_is_5.", "I_look.|\n\nIt_is_5.")]
    [InlineData("? ? done =done", "done")]
    [InlineData("? NO_REPLY =", "")]
    [InlineData("? NO _RE PLY =", "")]
    [InlineData("? NO T_yet =NOT_yet", "NOT_yet")]
    [InlineData("? NO =NO", "NO")]
    [InlineData("? Look. ? NO_REPLY =", "Look.")]
    [InlineData("? Half ! ? Whole =Whole", "Half|\n\n[the model failed in the middle of this; the answer begins anew]\n\nWhole")]
    [InlineData("? ! ? Whole =Whole", "Whole")]
    [InlineData("? Half > more =All", "Half|\n\nAll")]
    [InlineData("? I_should. ~ Hello =Hello", "I should.|\n\n[this was a thought; the answer follows]\n\nHello")]
    [InlineData("? =", "")]
    public void Speech_Events_SaysWhatCanBeSaid(string events, string expected)
    {
        // Blanks in words are written _, but for the word that has one of its own.
        string Words(string text) =>
            text.Contains("_RE") ? text
            : text.Contains("NO_REPLY") ? text
            : text.Replace('_', ' ');
        var answer = new StreamedAnswer();
        var said = new List<string?>();
        foreach (var happened in events.Split(' '))
        {
            if (happened == ">")
            {
                answer.JoinOther();
            }
            else if (happened[0] == '=')
            {
                said.Add(answer.End(Words(happened[1..])));
            }
            else
            {
                said.Add(
                    answer.Handle(
                        happened switch
                        {
                            "?" => new GatewayEvent.ModelAsked("m"),
                            "!" => new GatewayEvent.ModelFailed("m", "unreachable", ""),
                            "~" => new GatewayEvent.WordsWereThought(),
                            _ => new GatewayEvent.TextDelta(Words(happened)),
                        }
                    )
                );
            }
        }

        Assert.Equal(Words(expected), string.Join('|', said.OfType<string>()));
    }

    [Fact]
    public void Speech_LastLineThatIsTheWordForNothing_IsHeldBack()
    {
        var answer = new StreamedAnswer();

        Assert.Equal("Okay.\n\n", answer.Handle(new GatewayEvent.TextDelta("Okay.\n\nNO_")));
        Assert.Null(answer.Handle(new GatewayEvent.TextDelta("REPLY")));
        Assert.Null(answer.End("Okay."));
    }

    [Fact]
    public void Speech_HalfACharacter_WaitsForTheOther()
    {
        var answer = new StreamedAnswer();

        Assert.Equal("a", answer.Handle(new GatewayEvent.TextDelta("a\ud83d")));
        Assert.Equal("\ud83d\ude00!", answer.Handle(new GatewayEvent.TextDelta("\ude00!")));
        Assert.Null(answer.End("a\ud83d\ude00!"));
    }
}
