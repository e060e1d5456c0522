using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>
/// Requests to Telegram. A message that is sent or changed is on the disk as one that is being sent. An offset tells Telegram to forget
/// what came before it: the cursor is on the disk, and with it every message that was told before.
/// </summary>
internal sealed class TelegramRequests : IEffectReader
{
    private readonly SentRequests _sent = new($"POST /bot{TelegramDouble.Token}/");

    public IEnumerable<Effect> Read(TraceCall call)
    {
        if (_sent.Read(call) is not { } request)
        {
            yield break;
        }
        var body = JsonNode.Parse(request.Body)!;
        if (request.Path.EndsWith("/sendMessage") || request.Path.EndsWith("/editMessageText"))
        {
            var (chat, text) = (body["chat_id"]!.ToString(), Telegram.AsWritten((string)body["text"]!));
            yield return new Effect("send", $"'{text}' to {chat}", request.Begin, state => IsBeingSent(state, chat, text));
        }
        else if (request.Path.EndsWith("/getUpdates") && (long?)body["offset"] is { } offset)
        {
            yield return new Effect("acknowledgement", $"getUpdates from {offset} on", request.Begin, state => IsKept(state, offset));
        }
    }

    private static bool IsBeingSent(StateFile state, string chat, string text) =>
        state
            .Query(
                "select id from outbox where channel = 'telegram' and chat = @0 and text = @1 and state = 'sending'",
                static row => row.GetInt64(0),
                chat,
                text
            )
            .Count > 0;

    // The cursor stands in the transaction of the message: what it passes over is in the inbox, or was refused.
    private static bool IsKept(StateFile state, long offset) =>
        state
            .Query(
                "select value from cursors where channel = 'telegram' and cast(value as integer) >= @0",
                static row => row.GetString(0),
                offset
            )
            .Count == 1;
}
