using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Models;

/// <summary>
/// One request put to one model until it has answered or failed for good: without options it refuses, with a shorter transcript, with
/// complaints about calls that do not fit.
/// </summary>
internal sealed class ModelAsk(ChainConfig chain, ModelRequest request, IReplySink sink, EventLoop loop)
{
    private static readonly TimeSpan s_whileLoading = TimeSpan.FromSeconds(2);

    private readonly Dictionary<LiveModel, TimeSpan> _loading = [];
    private readonly ContextFit _fit = new(request);
    private bool _lostRunner;

    public async Task<AskResult> PutToAsync(LiveModel model, CancellationToken ct)
    {
        // Complaints are between us and this model; the next one starts from the clean transcript.
        var complaints = new Complaints();
        await _fit.ForeseeAsync(model, ct);
        while (true)
        {
            var (reply, failure, complaint) = await TryAsync(model, complaints, ct);
            if (failure is null)
            {
                return new AskResult(reply, null, Rests: false);
            }
            if (complaint is null)
            {
                if (await RemainingAsync(model, failure, complaints, ct) is { } remaining)
                {
                    return new AskResult(null, remaining, Rests: true);
                }
            }
            else if (!complaints.TryAdd(complaint))
            {
                // It is alive and well, and did not get this one right: no reason to keep it from other conversations.
                return new AskResult(null, failure, Rests: false);
            }
        }
    }

    private async Task<Tried> TryAsync(LiveModel model, Complaints complaints, CancellationToken ct)
    {
        Tried tried;
        try
        {
            var (reply, complaint) = await AskOnceAsync(model, complaints, ct);
            if (complaint is null)
            {
                return new Tried(reply, null, null);
            }
            tried = new Tried(null, new ModelFailure.Malformed(complaint.Summary), complaint);
        }
        catch (ModelFailureException e)
        {
            tried = new Tried(null, e.Failure, e.Failure is ModelFailure.Malformed { IsModelsOwn: true } ? Complaint.Unreadable : null);
        }

        sink.Restarted(new ModelAttempt(model.Name, tried.Failure!.Kind, tried.Failure.Message));
        return tried;
    }

    /// <summary>Looks for a way to ask the same model again.</summary>
    /// <returns>What is left of the failure; null when the model is to be asked again.</returns>
    private async Task<ModelFailure?> RemainingAsync(LiveModel model, ModelFailure failure, Complaints complaints, CancellationToken ct)
    {
        switch (failure)
        {
            case ModelFailure.ServerError { LostRunner: true } when !_lostRunner:
                _lostRunner = true;
                return null;
            case ModelFailure.Overloaded { IsLoading: true }:
                return await MayStillLoadAsync(model, ct) ? null : failure;
            case ModelFailure.RefusedAsBad { Option: { } option }:
                return model.Drop(option) ? null : failure;
            case ModelFailure.ContextTooLong tooLong:
                return await RemainingAsync(model, tooLong, complaints, ct);
            default:
                return failure;
        }
    }

    private async Task<ModelFailure?> RemainingAsync(
        LiveModel model,
        ModelFailure.ContextTooLong tooLong,
        Complaints complaints,
        CancellationToken ct
    )
    {
        if (complaints.Messages.Count > 0)
        {
            // Our complaint made it too long: the conversation is not shortened for what the model got wrong.
            complaints.Forget();
            return null;
        }

        if (
            tooLong is { Prompt: { } read, Context: { } most }
            && read < most
            && model.Config.MaxTokens > most / 2
            && model.Drop(RequestOptions.MaxTokens)
        )
        {
            // The prompt has room; the answer that the configuration asks for has not, whatever is left out of the conversation.
            return null;
        }
        return await _fit.AfterAsync(model, tooLong, ct);
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

    private async Task<(ModelReply Reply, Complaint? Complaint)> AskOnceAsync(LiveModel model, Complaints complaints, CancellationToken ct)
    {
        var sent = await SentAsync(model, complaints.Messages, ct);
        if (Tokens.AtLeast(sent.Characters) > model.Context)
        {
            throw new ModelFailureException(
                new ModelFailure.ContextTooLong(
                    $"the transcript is some {Tokens.Estimate(sent.Characters)} tokens and models.{model.Name}.context is {model.Context}"
                )
            );
        }

        sink.Asking(model.Name);
        using var answering = model.Answer();
        var reader = new ReplyReader(sink, request.Tools, model.ThinksUnseen);
        await ReadAsync(model, sent, reader, ct);

        loop.VerifyAccess();
        var reply = reader.Finish(model.Name, out var broken);
        model.ThinksUnseen = reader.ThoughtUnseen;
        // What was complained of beside the conversation would count as its text.
        if (complaints.Messages.Count == 0)
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

        return ReplyCheck.Of(reply, broken, request.Tools);
    }

    /// <summary>Reads the whole answer, as long as its pieces come in time.</summary>
    private async Task ReadAsync(LiveModel model, Sent sent, ReplyReader reader, CancellationToken ct)
    {
        var firstToken = chain.FirstTokenTimeout ?? model.DefaultFirstToken;
        var idle = chain.IdleTimeout ?? model.DefaultIdle;
        using var limit = new CancellationTokenSource(firstToken, loop.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var begun = false;
        try
        {
            await foreach (var update in model.Chat.GetStreamingResponseAsync(sent.Messages, Options(model, sent.Before), both.Token))
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
    }

    /// <summary>What the model is sent. The system prompt goes its own way: what of the tools stands in it a reload may change.</summary>
    private async Task<Sent> SentAsync(LiveModel model, IReadOnlyList<ChatMessage> complaints, CancellationToken ct)
    {
        var messages = _fit.Messages;
        SentBefore? before = null;
        if (_fit.History is { } history)
        {
            (before, var behind) = await history.ForAsync(model, ct);
            messages = [.. messages.TakeWhile(static message => message.Role == ChatRole.System), .. behind];
        }
        var sent = SentMessages.For(model, [.. messages, .. complaints], request.Tools);
        return new Sent(before, sent, Tokens.Characters(sent, request.Tools) + (before?.Characters ?? 0));
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

    private readonly record struct Sent(SentBefore? Before, IReadOnlyList<ChatMessage> Messages, long Characters);

    /// <summary>How one attempt went: a reply, or a failure, with a complaint where that is the model's to mend.</summary>
    private readonly record struct Tried(ModelReply? Reply, ModelFailure? Failure, Complaint? Complaint);

    /// <summary>What a model is told of its own mistakes, so many times.</summary>
    private sealed class Complaints
    {
        private const int Most = 2;

        private readonly List<ChatMessage> _messages = [];
        private int _made;

        public IReadOnlyList<ChatMessage> Messages => _messages;

        /// <returns>False when there were too many.</returns>
        public bool TryAdd(Complaint complaint)
        {
            if (++_made > Most)
            {
                return false;
            }
            _messages.AddRange(complaint.Messages);
            return true;
        }

        public void Forget() => _messages.Clear();
    }
}

/// <summary>How one model fared: a reply or a failure.</summary>
/// <param name="Rests">The failure is the model's own, not this request's.</param>
internal readonly record struct AskResult(ModelReply? Reply, ModelFailure? Failure, bool Rests);
