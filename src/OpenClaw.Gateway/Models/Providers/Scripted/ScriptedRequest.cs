using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.Scripted;

/// <summary>
/// A request as the scripted model got it, for its script and for tests that look at prompts. A call that was asked and decided goes on with
/// the message that it was made for, whatever was said meanwhile: a script need not know of approvals. </summary>
internal sealed record ScriptedRequest(IReadOnlyList<ChatMessage> Messages, AskOptions Options)
{
    private const string Decision = "[notice] approval ",
        Waiting = "waiting for approval ";

    public string System => Messages.FirstOrDefault(m => m.Role == ChatRole.System)?.Text ?? "";

    /// <summary>What a person said last; after a decision, the message whose call was decided.</summary>
    public string LastUser => Begin is var begin and >= 0 ? Said(Messages[begin]) : "";

    /// <summary>What the person wrote: the first part. The gateway puts the clock after it.</summary>
    public static string Said(ChatMessage message) => message.Contents.OfType<TextContent>().FirstOrDefault()?.Text ?? "";

    public IReadOnlyList<string> Tools => [.. (Options.Tools ?? []).Select(t => t.Name)];

    /// <summary>Results of tools for the last user message, oldest first.</summary>
    public IReadOnlyList<string> Results
    {
        get
        {
            var (results, asked, isOwn) = (new List<string>(), new HashSet<string>(), true);
            foreach (var message in Messages.Skip(Begin + 1))
            {
                if (message.Role == ChatRole.User)
                {
                    isOwn = IdAfter(Decision, Said(message)) is { } decided && asked.Contains(decided);
                    continue;
                }
                foreach (var result in isOwn ? ResultsOf(message) : [])
                {
                    if (IdAfter(Waiting, result) is { } waits)
                    {
                        asked.Add(waits);
                    }
                    else
                    {
                        results.Add(result);
                    }
                }
            }
            return results;
        }
    }

    /// <summary>Where the message stands that the request answers; negative when there is none.</summary>
    private int Begin
    {
        get
        {
            var messages = Messages.ToList();
            var last = messages.FindLastIndex(static m => m.Role == ChatRole.User);
            if (last < 0 || IdAfter(Decision, Said(messages[last])) is not { } decided)
            {
                return last;
            }
            var waits = messages.FindIndex(m => ResultsOf(m).Any(result => IdAfter(Waiting, result) == decided));
            return waits < 0
                ? last
                : messages.FindLastIndex(waits, static m => m.Role == ChatRole.User && IdAfter(Decision, Said(m)) is null);
        }
    }

    private static IEnumerable<string> ResultsOf(ChatMessage message) =>
        message.Contents.OfType<FunctionResultContent>().Select(CallContent.ResultText);

    /// <summary>The approval that a text of the gateway's own names behind such words; null for any other text.</summary>
    private static string? IdAfter(string words, string text) =>
        text.StartsWith(words, StringComparison.Ordinal) ? text[words.Length..].Split(' ', ':', '\n')[0] : null;
}
