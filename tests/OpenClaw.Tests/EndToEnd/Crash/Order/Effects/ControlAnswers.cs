using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>Answers on the control socket that promise something: a message that was taken, a reply, an approval that is asked or decided,
/// a job that was started.</summary>
internal sealed class ControlAnswers : IEffectReader
{
    public IEnumerable<Effect> Read(TraceCall call)
    {
        if (call.Name is not ("sendto" or "sendmsg") || !call.Succeeded)
        {
            yield break;
        }
        foreach (var line in Encoding.UTF8.GetString(call.Data).Split('\n').Where(static line => line.StartsWith("{\"jsonrpc\"")))
        {
            if (Parse(line)?["result"] is not JsonObject result)
            {
                continue;
            }
            if ((string?)result["message"] is { } message && (string?)result["state"] is { } state)
            {
                yield return new Effect("message taken", $"'{state}' for {message}", call.Begin, disk => IsTaken(disk, message, state));
                if ((string?)result["reply"] is { } reply && state == "answered")
                {
                    yield return new Effect("reply given", $"the reply to {message}", call.Begin, disk => IsAnswered(disk, message, reply));
                }
            }

            if (result["job"] is not null && (long?)result["turn"] is { } turn)
            {
                yield return new Effect("job started", $"turn {turn} of {result["job"]}", call.Begin, disk => IsStarted(disk, turn));
            }

            if (result["approval"] is JsonObject approval)
            {
                var (id, stands) = ((string)approval["id"]!, (string)approval["state"]!);
                yield return new Effect(
                    $"approval {(stands == "pending" ? "asked" : "decided")}",
                    $"approval {id} is {stands}",
                    call.Begin,
                    disk => Stands(disk, id, stands)
                );
            }
        }
    }

    private static bool IsTaken(StateFile disk, string message, string state) =>
        disk.Query(
            "select turn from inbox where message = @0 and (@1 = 'command' or turn in (select id from turns))",
            static row => row.GetInt64(0),
            message,
            state
        ).Count == 1;

    private static bool IsAnswered(StateFile disk, string message, string reply) =>
        disk.Query(
            """
            select t.id from inbox i join turns m on m.id = i.turn join turns t on t.id = coalesce(m.joined_to, m.id)
            where i.message = @0 and t.state = 'answered' and exists(
              select 1 from entries where session = t.session and turn = t.id and kind = 'assistant' and json_extract(body, '$.text') = @1)
            """,
            static row => row.GetInt64(0),
            message,
            reply
        ).Count == 1;

    private static bool IsStarted(StateFile disk, long turn) =>
        disk.Query(
            "select r.job from cron_runs r join turns t on t.id = r.turn where r.turn = @0",
            static row => row.GetString(0),
            turn
        ).Count == 1;

    // It may have been used up by the time its answer leaves.
    private static bool Stands(StateFile disk, string id, string state) =>
        disk.Query("select state from approvals where id = @0", static row => row.GetString(0), id) is [var there]
        && (state == "pending" || there == state || (state == "approved" && there == "used"));

    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            // A piece of a longer line: its answer came in several calls, and no answer of the scenario is so long.
            throw new InvalidOperationException($"an answer that came in pieces: {line}");
        }
    }
}
