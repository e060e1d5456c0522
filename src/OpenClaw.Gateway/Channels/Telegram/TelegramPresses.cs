using OpenClaw.Approvals;
using OpenClaw.Turns;

namespace OpenClaw.Channels.Telegram;

/// <summary>Takes the presses of buttons to the approval service, and tells who pressed what came of it in a toast. On the loop.</summary>
internal sealed class TelegramPresses(EventLoop loop, TelegramApi api, ApprovalService approvals, KnownNames names)
{
    private const int LongestToast = 200;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>False when the decision could not be written: the press must come again.</summary>
    public async Task<bool> TakeAsync(TelegramPress press)
    {
        var by = new Sender(
            TelegramReader.Channel,
            press.From.Id.ToString(CultureInfo.InvariantCulture),
            TelegramReader.NameOf(press.From)
        );
        names.Note(by);
        var outcome = TelegramButtons.Read(press.Data) is { } asked
            ? await ApprovalPress.DecideAsync(approvals, asked.Approval, asked.Approve, by)
            : ApprovalPress.UnknownButton;
        if (outcome is null)
        {
            return false;
        }
        // A toast that does not arrive changes nothing: the message itself will say who decided.
        var words = outcome.Words.Length > LongestToast ? outcome.Words[..LongestToast] : outcome.Words;
        var toast = new AnswerCallbackQuery(press.Id, words, ShowAlert: !outcome.Counted);
        loop.Track(
            api.CallAsync("answerCallbackQuery", toast, TelegramJson.Default.AnswerCallbackQuery, s_patience, CancellationToken.None),
            "telegram toast"
        );
        return true;
    }
}
