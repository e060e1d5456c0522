using System.Buffers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using OpenClaw.Control.Api;

namespace OpenClaw.Web.Hooks;

/// <summary>What a hook's caller is answered: where his message went, and, when he waits, what came of it.</summary>
internal abstract record HookAnswer
{
    private HookAnswer() { }

    /// <param name="IsTold">Whether the answer is for the caller; else he learns no more than how far it is.</param>
    public sealed record Taken(SendResult Result, bool IsTold) : HookAnswer;

    /// <param name="After">In how many seconds the caller may try the same again; null when that is of no use.</param>
    public sealed record NotTaken(int Status, string Line, int? After = null) : HookAnswer;

    public Task WriteAsync(HttpContext context)
    {
        if (this is NotTaken refused)
        {
            if (refused.After is { } after)
            {
                context.Response.Headers.RetryAfter = $"{after}";
            }
            return context.TextAsync(refused.Status, refused.Line);
        }

        var (result, isTold) = (Taken)this;
        return context.JsonAsync(StatusOf(result, isTold), Json(result, isTold));
    }

    private static int StatusOf(SendResult result, bool isTold) =>
        (isTold, result.State) switch
        {
            (true, SendStates.Answered) => StatusCodes.Status200OK,
            (true, SendStates.Failed) => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status202Accepted,
        };

    private static ReadOnlyMemory<byte> Json(SendResult result, bool isTold)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // Read by programs and by people with curl, and by no page: nothing in it needs an escape that JSON does not.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (result.Turn is { } turn)
            {
                json.WriteNumber("turn"u8, turn);
            }
            json.WriteString("session"u8, result.Session);
            json.WriteString("state"u8, result.State);
            if (isTold && result.Reply is { } reply)
            {
                json.WriteString("reply"u8, reply);
            }
            if (isTold && result.Model is { } model)
            {
                json.WriteString("model"u8, model);
            }
            // Which call it is, is for those who may decide it.
            if (result.Approval is { } approval)
            {
                json.WriteString("approval"u8, approval.Id);
            }
            if (result is { State: SendStates.Queued, Reason: { } reason })
            {
                json.WriteString("reason"u8, reason);
            }
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
