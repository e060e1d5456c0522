using OpenClaw.Config.Tables;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Control.Api;

/// <summary>Sessions and transcripts as the wire shows them.</summary>
internal static class SessionShapes
{
    public static SessionInfo Of(SessionSummary session, LaneTable lanes, GatewayConfig config)
    {
        var lane = lanes.Find(session.Key);
        return new SessionInfo
        {
            Key = session.Key.Value,
            Rule = session.Rule,
            Policy = session.Policy,
            Chain = Router.ByName(config, session.Rule).Chain,
            State = SessionService.StateOf(lane),
            Entries = session.Entries,
            UpdatedAt = session.UpdatedAt,
            Waiting = lane?.Waiting.Count ?? 0,
            Model = session.Model,
        };
    }

    private static EntryFile Of(AttachedFile file) =>
        new(file.Name, $"{Path.GetFileName(Path.GetDirectoryName(file.Path))}/{Path.GetFileName(file.Path)}", file.MediaType, file.Size);

    /// <summary>An entry of the transcript; an assistant's calls follow its words, each a line of its own.</summary>
    public static IEnumerable<EntryInfo> Of(PlacedEntry placed)
    {
        var line = new EntryInfo
        {
            Seq = placed.Seq,
            Kind = EntryKinds.Notice,
            Turn = placed.Turn?.Value,
            Text = "",
            At = placed.At,
        };
        switch (placed.Entry)
        {
            case Entry.User user:
                return [line with { Kind = EntryKinds.User, Text = user.Text, Files = user.Files?.Select(Of).ToList() }];
            case Entry.Assistant assistant:
                var words = line with { Kind = EntryKinds.Assistant, Text = assistant.Text, Model = assistant.Model, Cut = assistant.Cut };
                var calls = (assistant.Calls ?? []).Select(c =>
                    line with
                    {
                        Kind = EntryKinds.ToolCall,
                        Text = c.Arguments,
                        Tool = c.Name,
                        Call = c.Id,
                    }
                );
                return assistant.Text.Length > 0 || assistant.Calls is null ? calls.Prepend(words) : calls;
            case Entry.ToolResult result:
                return [line with { Kind = EntryKinds.ToolResult, Text = result.Text, Tool = result.Tool, Call = result.Call }];
            case Entry.Notice notice:
                return [line with { Text = notice.Text }];
            case Entry.Summary summary:
                return [line with { Text = $"(the model now reads a summary in place of what stands above)\n{summary.Words}" }];
            default:
                return [];
        }
    }
}
