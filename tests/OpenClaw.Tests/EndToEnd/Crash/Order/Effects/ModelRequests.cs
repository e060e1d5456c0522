using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>Requests to a model: the message, the start of its turn and every result that the request tells of are on the disk before its first byte leaves.</summary>
internal sealed class ModelRequests(Scenario scenario) : IEffectReader
{
    private readonly Dictionary<string, (int Begin, List<byte> Bytes)> _open = [];

    public IEnumerable<Effect> Read(TraceCall call)
    {
        if (call.Name is not ("sendto" or "sendmsg") || !call.Succeeded) yield break;
        var data = call.Data;
        if (data.AsSpan().StartsWith("POST /api/chat"u8)) _open[call.Target] = (call.Begin, []);
        if (!_open.TryGetValue(call.Target, out var request)) yield break;
        request.Bytes.AddRange(data);
        if (Body(request.Bytes) is not { } body) yield break;
        _open.Remove(call.Target);
        var (message, results) = scenario.Read(JsonNode.Parse(body)!["messages"]!.AsArray());
        yield return new Effect("model request", $"request for reply {results.Count + 1} to {message.Id}", request.Begin, state => IsAnnounced(state, message, results.Count));
    }

    private static bool IsAnnounced(StateFile state, Said message, int results) => state.Query(
        """
        select t.id from turns t where t.started_at is not null and t.ended_at is null
          and exists(select 1 from entries where session = t.session and turn = t.id and kind = 'user' and json_extract(body, '$.text') = @0)
          and (select count(*) from entries where session = t.session and turn = t.id and kind = 'tool') >= @1
        """,
        static row => row.GetInt64(0), message.Text, results).Count > 0;

    /// <summary>The body, once all of it was sent.</summary>
    private static string? Body(List<byte> sent)
    {
        var text = Encoding.Latin1.GetString([.. sent]);
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return null;
        var length = text[..head].Split("\r\n").First(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
        return sent.Count - head - 4 >= int.Parse(length) ? Encoding.UTF8.GetString([.. sent.Skip(head + 4)]) : null;
    }
}
