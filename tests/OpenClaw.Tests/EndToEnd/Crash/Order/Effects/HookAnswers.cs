using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>Answers to callers of webhooks: what was called in is on the disk, and so is the reply that one who waited is given.</summary>
internal sealed class HookAnswers : IEffectReader
{
    private const string Head = "HTTP/1.1 2";

    public IEnumerable<Effect> Read(TraceCall call)
    {
        if (call.Name is not ("sendto" or "sendmsg") || !call.Succeeded || !call.Data.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Head)))
        {
            yield break;
        }
        var text = Encoding.UTF8.GetString(call.Data);
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (!body.StartsWith("{\"turn\":"))
        {
            yield break;
        }
        var answer = JsonNode.Parse(body)!;
        var (turn, reply) = ((long)answer["turn"]!, (string?)answer["reply"]);
        yield return new Effect(
            "webhook answered",
            $"turn {turn}{(reply is null ? "" : $" with '{reply}'")}",
            call.Begin,
            disk => IsTaken(disk, turn, reply)
        );
    }

    private static bool IsTaken(StateFile disk, long turn, string? reply) =>
        disk.Query(
            """
            select i.turn from inbox i join turns t on t.id = i.turn
            where t.id = @0 and (@1 = '' or t.state = 'answered' and exists(
              select 1 from entries where session = t.session and turn = t.id and kind = 'assistant' and json_extract(body, '$.text') = @1))
            """,
            static row => row.GetInt64(0),
            turn,
            reply ?? ""
        ).Count == 1;
}
