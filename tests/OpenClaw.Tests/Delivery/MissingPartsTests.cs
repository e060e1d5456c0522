using OpenClaw.Delivery.Outbound;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Delivery;

/// <summary>Of a long answer a piece was refused, the others came, and nobody could see that something was missing.</summary>
public sealed class MissingPartsTests : IDisposable
{
    private static readonly string s_long = string.Concat(
        Enumerable.Range(0, 3).Select(static part => new string((char)('a' + part), 4000) + "\n\n")
    );

    private readonly DeliveryRig _rig = new("telegram");

    private FakeChannel Telegram => _rig["telegram"];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void PieceThatIsRefused_TheChatIsToldThatAPartIsMissing(int refused)
    {
        for (var i = 0; i < 3; i++)
        {
            Telegram.Then(i == refused ? new SendOutcome.Refused("Bad Request: no") : new SendOutcome.Sent($"{i}"));
        }
        _rig.Queue("telegram:1", s_long);
        _rig.Settle();

        _rig.UntilRows("select count(*) from outbox where state = 'sent'", static row => row.GetInt32(0), 3);
        Assert.Equal(4, Telegram.Attempts.Count);
        Assert.Equal(
            $"A part of this message is missing, part {refused + 1} of 3 (Bad Request: no). `openclaw outbox resend {refused + 1}` sends it again.",
            Telegram.Tried.Last()
        );
    }

    [Fact]
    public void AllPiecesRefused_NothingIsSaidThatWouldBeRefusedToo()
    {
        Telegram.Otherwise = static (_, _) =>
            Task.FromResult<SendOutcome>(new SendOutcome.Refused("Forbidden: bot was blocked by the user"));
        _rig.Queue("telegram:1", s_long);
        _rig.UntilStates("failed", "failed", "failed");

        Assert.Equal(3, Telegram.Attempts.Count);
    }

    [Fact]
    public void MessageOfOnePiece_ThatIsRefused_IsNoPart()
    {
        Telegram.Then(new SendOutcome.Refused("no"));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.UntilStates("failed", "sent");

        Assert.Equal(["a1", "a2"], Telegram.Tried);
    }
}
