using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpenClaw.Control.Api;

namespace OpenClaw.Web.Hooks;

/// <summary>What a hook's caller is answered: where his message went, and, when he waits, what came of it.</summary>
internal static class HookAnswer
{
    /// <param name="isTold">Whether the answer is for the caller; else he learns no more than how far it is.</param>
    public static Task WriteAsync(HttpContext context, SendResult result, bool isTold) =>
        context.JsonAsync(StatusOf(result, isTold), Json(result, isTold));

    private static int StatusOf(SendResult result, bool isTold) =>
        (isTold, result.State) switch
        {
            (true, SendStates.Answered) => StatusCodes.Status200OK,
            (true, SendStates.Failed) => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status202Accepted,
        };

    private static JsonObject Json(SendResult result, bool isTold)
    {
        var json = new JsonObject();
        Add("turn", result.Turn);
        Add("session", result.Session);
        Add("state", result.State);
        Add("reply", isTold ? result.Reply : null);
        Add("model", isTold ? result.Model : null);
        // Which call it is, is for those who may decide it.
        Add("approval", result.Approval?.Id);
        Add("reason", result.State == SendStates.Queued ? result.Reason : null);
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }
}
