using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Loop;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;
using OpenClaw.Models.ToolCalls;

namespace OpenClaw.Models;

/// <summary>
/// One request put to one model until it has answered or failed for good: without options it refuses, with a shorter transcript, with
/// complaints about calls that do not fit.
/// </summary>
internal sealed class ModelAsk(ChainConfig chain, ModelRequest request, IReplySink sink, EventLoop loop)
{
    private const int MaxComplaints = 2;

    private static readonly TimeSpan s_whileLoading = TimeSpan.FromSeconds(2);

    private readonly Dictionary<LiveModel, TimeSpan> _loading = [];
    private readonly ContextFit _fit = new(request);
    private bool _lostRunner;

    public async Task<AskResult> PutToAsync(LiveModel model, CancellationToken ct)
    {
        // Complaints are between us and this model; the next one starts from the clean transcript.
        List<ChatMessage> complaints = [];
        await _fit.ForeseeAsync(model, ct);
        for (var complained = 0; ; )
        {
            ModelFailure failure;
            try
            {
                var (reply, complaint) = await AskOnceAsync(model, complaints, ct);
                if (complaint is null)
                {
                    return new AskResult(reply, null, Rests: false);
                }

                failure = new ModelFailure.Malformed(complaint.Summary);
                sink.Restarted(new ModelAttempt(model.Name, failure.Kind, failure.Message));
                if (++complained > MaxComplaints)
                {
                    // It is alive and well, and did not get this one right: no reason to keep it from other conversations.
                    return new AskResult(null, failure, Rests: false);
                }

                complaints.AddRange(complaint.Messages);
                continue;
            }
            catch (ModelFailureException e)
            {
                failure = e.Failure;
                sink.Restarted(new ModelAttempt(model.Name, failure.Kind, failure.Message));
            }

            if (failure is ModelFailure.Malformed { IsModelsOwn: true })
            {
                if (++complained > MaxComplaints)
                {
                    return new AskResult(null, failure, Rests: false);
                }

                complaints.Add(
                    new ChatMessage(
                        ChatRole.User,
                        "Your tool call could not be read: it was not of the form the server expects. Write it again, or answer in words."
                    )
                );
                continue;
            }

            if (failure is ModelFailure.ServerError { LostRunner: true } && !_lostRunner)
            {
                _lostRunner = true;
                continue;
            }

            if (failure is ModelFailure.Overloaded { IsLoading: true } && await MayStillLoadAsync(model, ct))
            {
                continue;
            }

            if (failure is ModelFailure.RefusedAsBad { Option: { } option } && model.Drop(option))
            {
                continue;
            }

            if (failure is ModelFailure.ContextTooLong && complaints.Count > 0)
            {
                // Our complaint made it too long: the conversation is not shortened for what the model got wrong.
                complaints.Clear();
                continue;
            }

            if (
                failure is ModelFailure.ContextTooLong { Prompt: { } read, Context: { } most }
                && read < most
                && model.Config.MaxTokens > most / 2
                && model.Drop(RequestOptions.MaxTokens)
            )
            {
                // The prompt has room; the answer that the configuration asks for has not, whatever is left out of the conversation.
                continue;
            }

            if (failure is ModelFailure.ContextTooLong tooLong)
            {
                if (await _fit.AfterAsync(model, tooLong, ct) is not { } remains)
                {
                    continue;
                }

                failure = remains;
            }

            return new AskResult(null, failure, Rests: true);
        }
    }

    /// <summary>Waits a little for a server that loads its model; false once that has taken as long as a first token may.</summary>
    private async Task<bool> MayStillLoadAsync(LiveModel model, CancellationToken ct)
    {
        var waited = _loading.GetValueOrDefault(model);
        if (waited >= (chain.FirstTokenTimeout ?? model.DefaultFirstToken))
        {
            return false;
        }

        _loading[model] = waited + s_whileLoading;
        await loop.Delay(s_whileLoading, ct);
        return true;
    }

    private async Task<(ModelReply Reply, Complaint? Complaint)> AskOnceAsync(
        LiveModel model,
        List<ChatMessage> complaints,
        CancellationToken ct
    )
    {
        var (before, messages) = await SentAsync(model, complaints, ct);
        var characters = Tokens.Characters(messages, request.Tools) + (before?.Characters ?? 0);
        if (Tokens.AtLeast(characters) > model.Context)
        {
            throw new ModelFailureException(
                new ModelFailure.ContextTooLong(
                    $"the transcript is some {Tokens.Estimate(characters)} tokens and models.{model.Name}.context is {model.Context}"
                )
            );
        }

        sink.Asking(model.Name);
        using var answering = model.Answer();
        var firstToken = chain.FirstTokenTimeout ?? model.DefaultFirstToken;
        var idle = chain.IdleTimeout ?? model.DefaultIdle;
        using var limit = new CancellationTokenSource(firstToken, loop.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var reader = new ReplyReader(sink, request.Tools, model.ThinksUnseen);
        var begun = false;
        try
        {
            await foreach (var update in model.Chat.GetStreamingResponseAsync(messages, Options(model, before), both.Token))
            {
                // A sign of life without words (a comment of the server's, an empty piece) does not begin the answer: the model may still
                // load.
                begun |= update.Contents.Count > 0;
                // Between chunks the limit starts anew; the whole reply has none.
                limit.CancelAfter(begun ? idle : firstToken);
                reader.Add(update);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new ModelFailureException(
                new ModelFailure.TimedOut(
                    begun ? $"silent for {Seconds(idle)} in the middle of its answer" : $"no first token within {Seconds(firstToken)}"
                )
            );
        }

        loop.VerifyAccess();
        var reply = reader.Finish(model.Name, out var broken);
        model.ThinksUnseen = reader.ThoughtUnseen;
        // What was complained of beside the conversation would count as its text.
        if (complaints.Count == 0)
        {
            _fit.Learn(model, reply.Usage.Input);
        }
        if (reply.Calls.IsEmpty && !broken && CutOff(reader.FinishReason, reply.Usage, model) is { } why)
        {
            // Part of the answer, so that the person, the transcript and the model itself know that there was more to say.
            var note = string.IsNullOrWhiteSpace(reply.Text) ? $"[{why}, before any words]" : $"\n\n[{why}]";
            sink.Text(note);
            reply = reply with { Text = reply.Text.TrimEnd() + note };
        }

        return Check(reply, broken);
    }

    /// <summary>What the model is sent. The system prompt goes its own way: what of the tools stands in it a reload may change.</summary>
    private async Task<(SentBefore? Before, IReadOnlyList<ChatMessage> Messages)> SentAsync(
        LiveModel model,
        List<ChatMessage> complaints,
        CancellationToken ct
    )
    {
        if (_fit.History is not { } history)
        {
            return (null, SentMessages.For(model, [.. _fit.Messages, .. complaints], request.Tools));
        }
        var system = _fit.Messages.TakeWhile(static message => message.Role == ChatRole.System);
        var (before, behind) = await history.ForAsync(model, ct);
        return (before, SentMessages.For(model, [.. system, .. behind, .. complaints], request.Tools));
    }

    private AskOptions Options(LiveModel model, SentBefore? before) =>
        new()
        {
            ModelId = model.Config.Model,
            ConnectTimeout = chain.ConnectTimeout,
            MentionThink = model.TakesThink,
            BelievesCount = _fit.BelievesCount(model),
            Before = before,
            Without = model.Refused,
            Spend = request.Spend is { } spend ? tokens => spend(new ModelSpend(model.Name, tokens)) : null,
            MaxOutputTokens = model.Config.MaxTokens,
            Temperature = (float?)model.Config.Temperature,
            Tools = model.TakesTools && request.Tools.Count > 0 ? [.. request.Tools.Select(t => new DeclaredTool(t))] : null,
        };

    /// <summary>Makes the reply's arguments fit their schemas, or says what is wrong with it.</summary>
    private (ModelReply Reply, Complaint? Complaint) Check(ModelReply reply, bool broken)
    {
        if (broken)
        {
            return (
                reply,
                Complaint.InWords(
                    "a tool call that is not valid JSON",
                    reply.Text,
                    "Your tool call could not be read: it is not valid JSON. Write it again."
                )
            );
        }

        if (reply.Calls.IsEmpty)
        {
            return string.IsNullOrWhiteSpace(reply.Text)
                ? (reply, Complaint.InWords("an empty reply", "", "Your reply was empty. Answer in words, or call a tool."))
                : (reply, null);
        }

        var offered = new OfferedTools(request.Tools);
        var checkedCalls = new List<ToolCall>();
        var wrong = new Dictionary<string, string>();
        foreach (var said in reply.Calls)
        {
            var call = said with { Name = offered.Resolve(said.Name) ?? said.Name };
            if (request.Tools.FirstOrDefault(t => t.Name == call.Name) is not { } tool)
            {
                wrong[call.Id] =
                    $"there is no tool \"{call.Name}\""
                    + (
                        request.Tools.Count == 0
                            ? "; answer in words"
                            : $"; the tools are {string.Join(", ", request.Tools.Select(t => t.Name))}"
                    );
                continue;
            }

            var arguments = ToolSchema.Check(tool.Schema, call.Arguments);
            if (arguments.Complaint is { } complaint)
            {
                wrong[call.Id] = $"{call.Name}: {complaint}";
                continue;
            }

            checkedCalls.Add(call with { Arguments = arguments.Arguments! });
        }

        return wrong.Count == 0 ? (reply with { Calls = [.. checkedCalls] }, null) : (reply, Complaint.AboutCalls(reply, wrong));
    }

    /// <summary>Why the answer is not whole, for the person who reads it; null when it is.</summary>
    private static string? CutOff(ChatFinishReason? reason, ModelUsage usage, LiveModel model) =>
        reason == ChatFinishReason.Length
            ? usage.Output > 0 && usage.Input + usage.Output >= model.Context - 2
                ? $"cut off where the model's context was full ({model.Context} tokens)"
                : model.Config.MaxTokens is { } most
                    ? $"cut off at max_tokens ({most})"
                    : "cut off at the longest answer that the model's server gives"
            : reason == ChatFinishReason.ContentFilter
                ? "cut off by the content filter of the model's server"
                : null;

    private static string Seconds(TimeSpan time) => time.TotalMinutes >= 2 ? $"{time.TotalMinutes:0.#} min" : $"{time.TotalSeconds:0.#} s";

    /// <summary>What the model said and what we answer to it.</summary>
    private sealed record Complaint(string Summary, IReadOnlyList<ChatMessage> Messages)
    {
        public static Complaint InWords(string summary, string said, string answer) =>
            new(
                summary,
                said.Length == 0
                    ? [new ChatMessage(ChatRole.User, answer)]
                    : [new ChatMessage(ChatRole.Assistant, said), new ChatMessage(ChatRole.User, answer)]
            );

        public static Complaint AboutCalls(ModelReply reply, Dictionary<string, string> wrong)
        {
            var said = new ChatMessage(
                ChatRole.Assistant,
                [
                    .. reply.Text.Length > 0 ? [new TextContent(reply.Text)] : Array.Empty<AIContent>(),
                    .. reply.Calls.Select(CallContent.From),
                ]
            );
            var answer = new ChatMessage(
                ChatRole.Tool,
                [
                    .. reply.Calls.Select(c =>
                        (AIContent)
                            CallContent.Result(
                                c.Id,
                                wrong.TryGetValue(c.Id, out var complaint)
                                    ? $"Not run: {complaint}. Call it again, correctly."
                                    : "Not run, because another call beside it was wrong. Call it again."
                            )
                    ),
                ]
            );
            return new Complaint(string.Join("; ", wrong.Values), [said, answer]);
        }
    }
}

/// <summary>How one model fared: a reply or a failure.</summary>
/// <param name="Rests">The failure is the model's own, not this request's.</param>
internal readonly record struct AskResult(ModelReply? Reply, ModelFailure? Failure, bool Rests);
