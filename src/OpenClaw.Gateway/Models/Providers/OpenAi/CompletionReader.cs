using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.OpenAi;

/// <summary>Turns the events of one completion into updates. Calls are given out at the clean end only, when their arguments are
/// whole.</summary>
/// <param name="finished">Called once, when the model has said why it stopped: only counts and <c>[DONE]</c> follow, and not from every
/// server.</param>
internal sealed class CompletionReader(ModelHttp http, ChannelWriter<ChatResponseUpdate> writer, Action finished)
{
    private readonly CallFragments _calls = new();
    private string? _finish;
    private bool _done;
    private UsageDetails? _usage;

    /// <summary>One event; one that the server itself calls an error is a failure, whatever its shape.</summary>
    /// <returns>False when nothing that follows matters.</returns>
    public bool OnEvent(SseItem<string> item)
    {
        if (item.EventType.Trim() == "error" && !IsEnd(item.Data))
        {
            // The parser keeps a type that stood over no data for the event after it: a piece of the answer is no error.
            var isJson = Json.TryParse(item.Data, out var json);
            if (!isJson || json.Child("choices") is null)
            {
                throw http.Failure(isJson ? ErrorStatus.Of(json) : 500, ErrorText.Of(item.Data), RetryAfter.InText(item.Data));
            }
        }

        return OnData(item.Data);
    }

    /// <returns>False when nothing that follows matters.</returns>
    public bool OnData(string data)
    {
        if (IsEnd(data))
        {
            _done = true;
            return false;
        }

        if (!Json.TryParse(data, out var json) || json.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFailureException(new ModelFailure.Malformed($"it answered {ErrorText.Of(data)} instead of JSON events"));
        }

        // The status was 200 when the stream began; what went wrong later comes inside it.
        if (json.Child("error") is { } error || json.String("error") is not null || json.String("object") == "error")
        {
            throw http.Failure(ErrorStatus.Of(json), ErrorText.Of(json) ?? "an error without words", RetryAfter.InText(data));
        }

        ReadUsage(json);
        if (json.Child("choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0)
        {
            ReadChoice(choices[0]);
        }

        // What was counted is all that is worth waiting for once the model has ended.
        return _finish is null || _usage is null;
    }

    /// <summary>The server shows that it lives, and says nothing.</summary>
    public void OnLife() => writer.TryWrite(new ChatResponseUpdate { Role = ChatRole.Assistant });

    /// <summary>The body ended, or the last event said so.</summary>
    public void End()
    {
        if (!_done && _finish is null)
        {
            throw new ModelFailureException(new ModelFailure.ServerError("the answer broke off before its end"));
        }

        if (_finish == "error")
        {
            throw new ModelFailureException(new ModelFailure.ServerError("the provider behind it failed in the middle of its answer"));
        }

        var reason = _finish switch
        {
            "length" or "max_tokens" => ChatFinishReason.Length,
            "content_filter" => ChatFinishReason.ContentFilter,
            _ => ChatFinishReason.Stop,
        };
        var last = new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = reason };
        foreach (var call in _calls.Calls())
        {
            last.Contents.Add(call);
        }

        if (_usage is not null)
        {
            last.Contents.Add(new UsageContent(_usage));
        }

        writer.TryWrite(last);
    }

    private static bool IsEnd(string data) => data.Trim() == "[DONE]";

    private void ReadUsage(JsonElement json)
    {
        if (json.Child("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            _usage = new UsageDetails
            {
                InputTokenCount = usage.Int("prompt_tokens") ?? 0,
                OutputTokenCount = usage.Int("completion_tokens") ?? 0,
                CachedInputTokenCount = usage.Child("prompt_tokens_details")?.Int("cached_tokens"),
            };
        }
    }

    private void ReadChoice(JsonElement choice)
    {
        // Some servers write an empty reason into every piece.
        if (choice.String("finish_reason") is { Length: > 0 } reason)
        {
            _finish = reason;
            finished();
        }

        // "message" is the answer of a server that does not stream.
        if ((choice.Child("delta") ?? choice.Child("message")) is not { } delta)
        {
            return;
        }

        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        if ((delta.String("reasoning_content") ?? delta.String("reasoning")) is { Length: > 0 } reasoning)
        {
            update.Contents.Add(new TextReasoningContent(reasoning));
        }

        if ((delta.String("content") ?? delta.String("refusal") ?? Parts(delta)) is { Length: > 0 } text)
        {
            update.Contents.Add(new TextContent(text));
        }

        if (delta.Child("tool_calls") is { ValueKind: JsonValueKind.Array } calls)
        {
            foreach (var fragment in calls.EnumerateArray())
            {
                _calls.Add(fragment);
            }
        }

        if (delta.Child("function_call") is { ValueKind: JsonValueKind.Object } only)
        {
            _calls.AddFunctionCall(only);
        }

        // An update without contents shows all the same that the model lives: arguments may take a minute to write.
        writer.TryWrite(update);
    }

    private static string? Parts(JsonElement delta) =>
        delta.Child("content") is { ValueKind: JsonValueKind.Array } parts
            ? string.Concat(parts.EnumerateArray().Select(p => p.String("text")))
            : null;
}
