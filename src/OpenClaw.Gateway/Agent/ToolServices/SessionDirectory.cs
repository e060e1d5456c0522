using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Tools;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent.ToolServices;

/// <summary>What the session tool may see of conversations. Whether it may is the gate's matter.</summary>
internal sealed class SessionDirectory(SessionStore sessions, LaneTable lanes, ApprovalService approvals, Current<GatewayConfig> config)
    : ISessionDirectory
{
    private const int MostListed = 100;

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
        [
            .. (await sessions.ListAsync())
                .Where(static s => !StandAlone.Is(s.Key))
                .Take(MostListed)
                .Select(s => $"{s.Key} {SessionService.StateOf(lanes.Find(s.Key))}, last active {At(s.UpdatedAt)}"),
        ];

    public async Task<string?> StatusAsync(SessionKey session, CancellationToken ct)
    {
        if (await sessions.FindAsync(session) is not { } found)
        {
            return null;
        }
        var lane = lanes.Find(session);
        var asked = (await approvals.ListAsync(all: false)).Where(a => a.Session == session).Select(static a => a.Id.Value).ToList();
        return $"""
            {found.Key}: {SessionService.StateOf(lane)}, {lane?.Waiting.Count ?? 0} waiting
            rule {found.Rule}, policy {found.Policy}, model {found.Model ?? "by chain"}
            {found.Entries} entries in context, last active {At(found.UpdatedAt)}
            approvals pending: {(asked.Count == 0 ? "none" : string.Join(", ", asked))}
            """;
    }

    public async Task<IReadOnlyList<string>?> HistoryAsync(SessionKey session, int limit, CancellationToken ct)
    {
        var (entries, _) = await sessions.HistoryAsync(session, limit, null);
        return entries.Count == 0 ? null : [.. entries.Select(static e => Line(e.Entry))];
    }

    private static string Line(Entry entry) =>
        entry switch
        {
            Entry.User user => $"[{user.Local}] {user.Sender}: {user.Text}",
            Entry.Assistant { Calls: { } calls } assistant =>
                $"agent: {assistant.Text} (calls {string.Join(", ", calls.Select(static c => c.Name))})",
            Entry.Assistant { Cut: { } cut } assistant => $"agent: {assistant.Text} [{cut}]",
            Entry.Assistant assistant => $"agent: {assistant.Text}",
            Entry.ToolResult result => $"{result.Tool}: {(result.Failed ? "failed, " : "")}{result.Text}",
            Entry.Notice notice => $"notice: {notice.Text}",
            Entry.Summary summary => $"summary: {summary.Words}",
            _ => "",
        };

    // By the clock that the agent is told the time of.
    private string At(DateTimeOffset at) => WallClock.Say(at, config.Value.Agent.TimeZone);
}
