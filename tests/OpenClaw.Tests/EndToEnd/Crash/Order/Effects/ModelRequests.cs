using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>Requests to a model: the message, the start of its turn and every result that the request tells of are on the disk before its
/// first byte leaves.</summary>
internal sealed class ModelRequests(Scenario scenario) : IEffectReader
{
    private readonly SentRequests _sent = new("POST /api/chat");

    public IEnumerable<Effect> Read(TraceCall call)
    {
        if (_sent.Read(call) is not { } request)
        {
            yield break;
        }
        var transcript = JsonNode.Parse(request.Body)!["messages"]!.AsArray();
        if (Scenario.IsProbe(transcript))
        {
            yield break;
        }
        var (message, results) = scenario.Read(transcript);
        yield return new Effect(
            "model request",
            $"request for reply {results.Count + 1} to {message.Id}",
            request.Begin,
            state => IsAnnounced(state, message, results.Count)
        );
    }

    // The clock puts a line in brackets before what it says.
    private static bool IsAnnounced(StateFile state, Said message, int results) =>
        state
            .Query(
                """
                select t.id from turns t where t.started_at is not null and t.ended_at is null
                  and exists(select 1 from entries where session = t.session and turn = t.id and kind = 'user'
                    and (json_extract(body, '$.text') = @0 or json_extract(body, '$.text') like '[%] ' || @0))
                  and (select count(*) from entries where session = t.session and turn = t.id and kind = 'tool') >= @1
                """,
                static row => row.GetInt64(0),
                message.Text,
                results
            )
            .Count > 0;
}
