namespace OpenClaw.Cli.Tui;

/// <summary>What the terminal chat writes of an event.</summary>
internal static class EventWords
{
    public static string OfCall(ControlEvent e)
    {
        var rule = e.Rule is null ? "" : $": {e.Rule}";
        return $"{e.Tool} {e.Display}{(e.Verdict is "allow" or null ? "" : $"   [{e.Verdict}{rule}]")}";
    }

    public static string OfDecision(ControlEvent e) =>
        $"{e.Id} {e.Decision}{(e.By is null ? "" : $" by {e.By}")}{(e.Reason is null ? "" : $": {e.Reason}")}";

    public static string OfFailedDelivery(ControlEvent e) =>
        $"not delivered to {e.To}: {e.State}{(e.Reason is null ? "" : $", {e.Reason}")}   (openclaw outbox show {e.Id})";
}
