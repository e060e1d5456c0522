using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Models.Providers.Scripted;

/// <summary>
/// A model that says what it was told to say: for the demo, for trying a configuration without a model, and for tests. It needs no thread
/// of its own and no time but the TimeProvider's, so a test that moves the clock decides everything.
/// </summary>
internal sealed class ScriptedChatClient(TimeProvider time) : IModelClient
{
    private readonly List<ScriptedTurn> _script = [];
    private readonly Queue<ScriptedTurn> _queue = new();
    private ScriptedTurn? _last;

    /// <summary>What it was asked, oldest first.</summary>
    public List<ScriptedRequest> Requests { get; } = [];

    /// <summary>How often it was probed.</summary>
    public int Probes { get; private set; }

    /// <summary>What a probe meets; null lets it succeed.</summary>
    public ModelFailure? ProbeFails { get; set; }

    /// <summary>Set when a request was cancelled while it was being answered.</summary>
    public int Cancelled { get; private set; }

    /// <summary>What the server would say of it.</summary>
    public ModelTraits? Traits { get; set; } = new(null, true, false, false);

    /// <summary>A client that follows the configured script, or the built-in one the model's name chooses.</summary>
    public static ScriptedChatClient FromConfig(ModelConfig config, TimeProvider time)
    {
        var client = new ScriptedChatClient(time);
        try
        {
            client._script.AddRange(config.Script is { } path ? ScriptFile.Read(path) : BuiltInScripts.Named(config.Model));
        }
        catch (FormatException e)
        {
            // A model without its script is a model that is missing: the chain says so and goes on with the next.
            client._script.Add(new ScriptedTurn { Fails = new ModelFailure.ModelMissing(e.Message) });
        }

        client.ProbeFails = client._script is [{ User: null, Results: null, Fails: { } always }] ? always : null;
        return client;
    }

    // The turns added here are taken one after another; the last one stays.

    public ScriptedChatClient Answers(string text) => Then(new ScriptedTurn { Text = text });

    public ScriptedChatClient Thinks(string thinking, string text) => Then(new ScriptedTurn { Thinking = thinking, Text = text });

    public ScriptedChatClient Calls(string tool, string arguments, string text = "") =>
        Then(new ScriptedTurn { Text = text, Calls = [(tool, arguments)] });

    public ScriptedChatClient CallsAsText(string tool, string arguments) =>
        Then(new ScriptedTurn { Calls = [(tool, arguments)], CallsAsText = true });

    public ScriptedChatClient Fails(ModelFailure failure) => Then(new ScriptedTurn { Fails = failure });

    public ScriptedChatClient NeverAnswers() => Then(new ScriptedTurn { Hangs = true });

    /// <summary>Sends the text and then nothing more, and does not end.</summary>
    public ScriptedChatClient HangsAfter(string text) => Then(new ScriptedTurn { Text = text, Hangs = true });

    /// <summary>Sends the text and then fails.</summary>
    public ScriptedChatClient BreaksAfter(string text, ModelFailure failure) => Then(new ScriptedTurn { Text = text, Fails = failure });

    public ScriptedChatClient AnswersAfter(TimeSpan delay, string text) => Then(new ScriptedTurn { Delay = delay, Text = text });

    public ScriptedChatClient Then(ScriptedTurn turn)
    {
        _queue.Enqueue(turn);
        return this;
    }

    /// <summary>Adds a turn that is chosen by what it matches, every time; tried before the ones that are taken in order.</summary>
    public ScriptedChatClient When(ScriptedTurn turn)
    {
        _script.Add(turn);
        return this;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var request = new ScriptedRequest([.. messages], options as AskOptions ?? new AskOptions());
        Requests.Add(request);
        var turn = Choose(request, out var rest);

        // Plain awaits on purpose: asked on the loop it stays on the loop, and a test can run it to the end.
        await PauseAsync(turn.Delay, cancellationToken);
        if (turn.Thinking.Length > 0)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(turn.Thinking)]);
        }

        var text = Placeholders.Fill(turn.Text, request, rest);
        if (turn.CallsAsText)
        {
            text += string.Concat(
                turn.Calls.Select(c =>
                    $"\n<tool_call>\n{{\"name\": \"{c.Tool}\", \"arguments\": {Placeholders.FillJson(c.Arguments, request, rest)}}}\n</tool_call>"
                )
            );
        }

        foreach (var word in Words(text))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, word);
            await PauseAsync(turn.Pace, cancellationToken);
        }

        if (turn.Fails is { } failure)
        {
            throw new ModelFailureException(failure);
        }

        if (turn.Hangs)
        {
            await PauseAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        if (!turn.CallsAsText)
        {
            foreach (var (tool, arguments) in turn.Calls)
            {
                var call = new ToolCall(CallContent.NewId(), tool, Placeholders.FillJson(arguments, request, rest));
                yield return new ChatResponseUpdate(ChatRole.Assistant, [CallContent.From(call)]);
            }
        }

        yield return new ChatResponseUpdate(
            ChatRole.Assistant,
            [
                new UsageContent(
                    new UsageDetails
                    {
                        InputTokenCount = Tokens.Estimate(
                            Tokens.Characters(request.Messages, (request.Options.Tools ?? []).OfType<DeclaredTool>().Select(t => t.Spec))
                        ),
                        OutputTokenCount = Math.Max(1, text.Length / 4),
                    }
                ),
            ]
        )
        {
            FinishReason = ChatFinishReason.Stop,
        };
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public Task ProbeAsync(bool deep, CancellationToken ct)
    {
        Probes++;
        return ProbeFails is { } failure ? Task.FromException(new ModelFailureException(failure)) : Task.CompletedTask;
    }

    public Task<ModelTraits?> DescribeAsync(CancellationToken ct) => Task.FromResult(Traits);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;

    private ScriptedTurn Choose(ScriptedRequest request, out string rest)
    {
        foreach (var turn in _script)
        {
            if (turn.Matches(request.LastUser.Trim(), request.Results.Count, out rest))
            {
                return turn;
            }
        }

        rest = "";
        if (_queue.Count > 0)
        {
            _last = _queue.Dequeue();
        }

        return _last ?? throw new ModelFailureException(new ModelFailure.ServerError("the script has no turn for this message"));
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken ct)
    {
        if (pause == TimeSpan.Zero)
        {
            ct.ThrowIfCancellationRequested();
            return;
        }

        try
        {
            await Task.Delay(pause, time, ct);
        }
        catch (OperationCanceledException)
        {
            Cancelled++;
            throw;
        }
    }

    /// <summary>The text in pieces as a model would stream it: a word with the white space before it.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1])))
            {
                yield return text[start..i];
                start = i;
            }
        }
    }
}
