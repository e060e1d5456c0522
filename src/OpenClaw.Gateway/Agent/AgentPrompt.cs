using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Kept;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// Turns a transcript into messages that a model reads. They only grow at their end: a server that keeps its cache re-reads only what is
/// new. Whatever changes (the clock) stands in the user's message.
/// </summary>
internal static class AgentPrompt
{
    /// <summary>The transcript behind a place, in exchanges.</summary>
    /// <param name="first">The number that its first entry has where none is missing.</param>
    /// <param name="summaries">Numbers that summaries have.</param>
    public static async Task<IReadOnlyList<PromptExchange>> ExchangesAsync(
        IReadOnlyList<PlacedEntry> entries,
        long first,
        IReadOnlySet<long> summaries,
        AgentConfig agent,
        CancellationToken ct
    )
    {
        var exchanges = new List<PromptExchange>();
        foreach (var part in TranscriptParts.Of(entries, first, summaries))
        {
            exchanges.Add(new PromptExchange(part.Place, part.IsDone, await MessagesAsync(part.Entries, agent, ct)));
        }
        return exchanges;
    }

    private static async Task<List<ChatMessage>> MessagesAsync(IReadOnlyList<PlacedEntry> entries, AgentConfig agent, CancellationToken ct)
    {
        var messages = new List<ChatMessage>(entries.Count);
        foreach (var entry in Transcript.Paired(entries))
        {
            var message = Render(entry);
            if (entry is Entry.User { Images: { } images })
            {
                await AttachAsync(message, images, agent, ct);
            }
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>A message as the transcript keeps it.</summary>
    public static Entry.User Said(InboundMessage message, TimeZoneInfo zone) =>
        new(
            message.Chat.Kind == ChatKind.Group
                ? $"{message.Sender.DisplayName ?? message.Sender.Id}: {WordsOf.Message(message)}"
                : WordsOf.Message(message),
            message.Sender.Address,
            WallClock.Say(message.ReceivedAt, zone),
            message.Images.IsEmpty ? null : [.. message.Images],
            message.Attached.IsEmpty ? null : [.. message.Attached]
        );

    private static ChatMessage Render(Entry entry) =>
        entry switch
        {
            // The clock comes after the words: what a person wrote begins a message as he wrote it.
            Entry.User { Local.Length: > 0 } user => new ChatMessage(
                ChatRole.User,
                [new TextContent(user.Text), new TextContent($"\n[{user.Local}]")]
            ),
            Entry.User user => new ChatMessage(ChatRole.User, [new TextContent(user.Text)]),
            Entry.Assistant assistant => RenderAssistant(assistant),
            Entry.ToolResult result => new ChatMessage(ChatRole.Tool, [CallContent.Result(result.Call, result.Text)]),
            Entry.Notice notice => new ChatMessage(ChatRole.User, $"[notice] {notice.Text}"),
            Entry.Summary summary => new ChatMessage(ChatRole.User, $"[what was said before, shortened]\n{summary.Words}"),
            _ => throw new InvalidOperationException($"no words for {entry.GetType().Name}"),
        };

    private static async Task AttachAsync(ChatMessage message, ImageAttachment[] images, AgentConfig agent, CancellationToken ct)
    {
        foreach (var image in images)
        {
            try
            {
                message.Contents.Add(
                    new DataContent(await File.ReadAllBytesAsync(FormerPeople.Now(agent, image.Path), ct), image.MediaType)
                );
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The transcript outlives the files people attached; the conversation must go on without one that is gone.
                message.Contents.Add(new TextContent($"[an image was here; {Path.GetFileName(image.Path)} can no longer be read]"));
            }
        }
    }

    private static ChatMessage RenderAssistant(Entry.Assistant assistant)
    {
        // Who gave it, so that what is that server's own goes back to it alone.
        var message = new ChatMessage(ChatRole.Assistant, assistant.Text.Length > 0 ? [new TextContent(assistant.Text)] : [])
        {
            AuthorName = assistant.Model,
        };
        if (assistant is { Calls: { Length: > 0 }, Thinking: { Length: > 0 } thinking })
        {
            message.Contents.Insert(0, new TextReasoningContent(thinking));
        }
        foreach (var call in assistant.Calls ?? [])
        {
            message.Contents.Add(
                CallContent.From(new ToolCall(call.Id, call.Name, call.Arguments) { ServerId = call.ServerId, Extra = call.Extra })
            );
        }
        return message;
    }
}
