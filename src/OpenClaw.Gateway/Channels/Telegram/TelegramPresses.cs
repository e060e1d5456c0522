using System.Globalization;
using System.Text.Json;
using OpenClaw.Approvals;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Storage;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// Takes the presses of the buttons below asked calls to the desk, and tells who pressed what came of it. Who may decide is the policy's matter; here as anywhere one
/// answer counts, so a press that comes twice is decided once. On the loop.
/// </summary>
internal sealed class TelegramPresses(EventLoop loop, TelegramApi api, ApprovalDesk desk)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>False when the decision could not be written: the press must come again.</summary>
    public async Task<bool> TakeAsync(TelegramPress press)
    {
        if (TelegramButtons.Read(press.Data) is not { } asked) return Tell(press, "This button is not known any more.", isLoud: false);
        try
        {
            var by = new Sender(TelegramReader.Channel, press.From.Id.ToString(CultureInfo.InvariantCulture)).Address;
            return await desk.DecideAsync(asked.Approval, asked.Approve, by, null) switch
            {
                Decision.Taken => Tell(press, asked.Approve ? "Approved." : "Denied.", isLoud: false),
                Decision.TooLate late => Tell(press, late.Line, isLoud: true),
                // Who may is nobody's business in a group.
                Decision.NotAllowed => Tell(press, "You may not answer this request.", isLoud: true),
                _ => Tell(press, "This request is not known any more.", isLoud: true),
            };
        }
        catch (StorageException e) when (e.MayPass)
        {
            return false;
        }
    }

    // A toast that does not arrive changes nothing: the message itself will say who decided.
    private bool Tell(TelegramPress press, string words, bool isLoud)
    {
        var answer = JsonSerializer.SerializeToUtf8Bytes(new AnswerCallbackQuery(press.Id, words.Length > 200 ? words[..200] : words, isLoud), TelegramJson.Default.AnswerCallbackQuery);
        loop.Track(api.CallAsync("answerCallbackQuery", answer, s_patience, CancellationToken.None), "telegram toast");
        return true;
    }
}
