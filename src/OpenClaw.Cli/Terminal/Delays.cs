namespace OpenClaw.Cli.Terminal;

/// <summary>Why an answer takes its time, to a person who waits for it in a terminal.</summary>
internal static class Delays
{
    public static void Write(TextWriter to, ControlNotification notification, bool json = false)
    {
        if (notification.As(SendApi.Delay) is not { } delay)
        {
            return;
        }

        to.WriteLine(json ? notification.Params.GetRawText() : Escaping.Line(delay.Reason));
        if (!json && delay.Approval is { } approval)
        {
            to.WriteLine($"openclaw approve {approval.Id}   or   openclaw deny {approval.Id}");
        }
    }
}
