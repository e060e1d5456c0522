using OpenClaw.Policy;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>Looks at sessions. One's own is free; any other, and the list of all, is an effect that the gate decides.</summary>
internal sealed class SessionTool(ISessionDirectory sessions)
    : BuiltInTool(
        "session",
        "Status or history of this session or of key; list of all.",
        """{"type":"object","properties":{"action":{"enum":["status","history","list"]},"key":{"type":"string"},"limit":{"type":"integer"}},"required":["action"]}"""
    )
{
    private const int DefaultEntries = 20,
        MaxEntries = 200;

    public override bool OnlyReads => true;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var action = given.Choice("action", "status", "history", "list");
        var name = given.OptionalText("key");
        var limit = given.Number("limit", 1, MaxEntries) ?? DefaultEntries;
        // Who talks to the gateway is nobody else's business, so the list is looking at every session.
        if (action == "list")
        {
            return Ready([new Effect.Target("*")], "list all sessions", ("action", action));
        }
        var key = string.IsNullOrWhiteSpace(name) ? scope.Session : SessionKey.FromUser(name.Trim());
        Effect effect = key == scope.Session ? new Effect.None() : new Effect.Target(key.Value);
        return Ready([effect], $"{action} of session {key}", ("action", action), ("key", key.Value), ("limit", limit));
    }

    protected override async Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        var action = given.Text("action");
        if (action == "list")
        {
            return new ToolResult(Fit(await sessions.ListAsync(ct), scope.Limits.ResultLimit, newestLast: false));
        }
        var key = new SessionKey(given.Text("key"));
        if (action == "status")
        {
            return await sessions.StatusAsync(key, ct) is { } status ? new ToolResult(status) : NoSuch(key);
        }
        return await sessions.HistoryAsync(key, (int)given.Number("limit", 1, MaxEntries)!.Value, ct) is { } entries
            ? new ToolResult(Fit(entries, scope.Limits.ResultLimit, newestLast: true))
            : NoSuch(key);
    }

    private static ToolResult NoSuch(SessionKey key) => ToolResult.Failure($"there is no session '{key}'");

    private static string Fit(IReadOnlyList<string> entries, int limit, bool newestLast)
    {
        if (entries.Count == 0)
        {
            return "(nothing)";
        }
        var shown = new List<string>();
        var room = limit - 100;
        // What is left out is the oldest, whichever end that is.
        foreach (var entry in newestLast ? entries.Reverse() : entries)
        {
            if (entry.Length + 1 > room)
            {
                shown.Add(
                    shown.Count == 0
                        ? entry[..Math.Max(0, room)] + "..."
                        : $"[{entries.Count - shown.Count} more do not fit; ask for fewer with limit]"
                );
                break;
            }

            room -= entry.Length + 1;
            shown.Add(entry);
        }

        if (newestLast)
        {
            shown.Reverse();
        }
        return string.Join('\n', shown);
    }
}
