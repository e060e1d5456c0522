using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Web.Hooks;

/// <summary>
/// <c>POST /hooks/NAME</c>: what programs elsewhere say. A message is answered for when it is on the disk; one that comes again under its
/// <c>Idempotency-Key</c> is the same message. </summary>
internal sealed class HookPart(
    EventLoop loop,
    Current<GatewayConfig> config,
    Intake intake,
    InboxStore inbox,
    LaneTable lanes,
    KnownMessages known,
    EventHub events,
    HookGuard guard
) : IWebPart
{
    private const int FullPause = 30;
    private const int DiskPause = 10;

    // Waiting callers, let go when the listener closes. On the loop.
    private CancellationTokenSource _open = new();

    public IEnumerable<WebRoute> Routes(GatewayConfig config) =>
        config
            .Hooks.Where(static hook => hook.Enabled)
            .Select(hook =>
            {
                var prompt = new HookPrompt(hook.Name, hook.Prompt);
                return new WebRoute("POST", $"/hooks/{hook.Name}", context => AnswerAsync(context, hook, prompt)) { AsksForProof = true };
            });

    /// <summary>Tells those who wait where their turns stand. The turns go on without them.</summary>
    public void LetGo()
    {
        var open = _open;
        _open = new CancellationTokenSource();
        open.Cancel();
        open.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, HookConfig hook, HookPrompt prompt)
    {
        var body = await guard.AdmitAsync(context, hook).ConfigureAwait(false);
        var headers = context.Request.Headers;
        // GitHub asks once whether anybody is there. That is no matter for a model.
        if (hook is { Token: null, Signature: HookSignatureKind.GitHub } && headers["X-GitHub-Event"] == "ping")
        {
            await context.TextAsync(StatusCodes.Status200OK, "pong").ConfigureAwait(false);
            return;
        }

        if (!HookIdentity.TryRead(hook, headers, out var id))
        {
            throw new WebRefusal(
                StatusCodes.Status400BadRequest,
                $"{HookIdentity.KeyHeader} is 1 to {HookIdentity.LongestKey} letters, digits and signs of ASCII without blanks"
            );
        }

        if (prompt.TryFill(body, name => headers[name].ToString(), out var complaint) is not { } text)
        {
            throw new WebRefusal(StatusCodes.Status400BadRequest, complaint!);
        }

        var message = Message(hook, id, text);
        var signature = HookIdentity.IsSignedOnce(hook) ? HookIdentity.SignatureOf(headers) : null;
        var result = await loop.InvokeAsync(() => TakeAsync(hook, message, signature, context.RequestAborted)).ConfigureAwait(false);
        await HookAnswer.WriteAsync(context, result, hook.Wait).ConfigureAwait(false);
    }

    private InboundMessage Message(HookConfig hook, string id, string text) =>
        new()
        {
            Identity = new MessageIdentity(Vocabulary.Hook, "", hook.Name, id),
            Sender = new Sender(Vocabulary.Hook, hook.Name),
            Chat = new Chat(Vocabulary.Hook, "", hook.Name, ChatKind.Direct),
            Text = text,
            ReceivedAt = loop.Time.GetUtcNow(),
            Origin = Origin.Hook,
            ReplyTo = hook.Deliver,
        };

    /// <param name="signature">What is for this message and no other; null for callers who do not sign their clock.</param>
    /// <param name="gone">The caller has left. What he brought stays.</param>
    private async Task<SendResult> TakeAsync(HookConfig hook, InboundMessage message, string? signature, CancellationToken gone)
    {
        loop.VerifyAccess();
        try
        {
            // A message that a full lane refused is in the inbox all the same, and would not be taken when its caller does as he is told
            // and comes again. So it is asked before.
            var route = Router.Find(config.Value, message);
            if (lanes.IsFull(route.Session, route.Rule) && !await inbox.IsKnownAsync(message.Identity))
            {
                throw Full(route.Rule);
            }
            using var watch = new TurnWatch(events);
            var accepted = await intake.AcceptAsync(
                message,
                claim: signature is null ? null : new Claim((batch, turn) => InboxStore.AddSignature(batch, message, turn, signature))
            );
            var result = new SendResult
            {
                Session = accepted.Session.Value,
                Message = message.Identity.MessageId,
                Turn = accepted.Turn.Value,
                State = SendStates.Queued,
            };
            switch (accepted.Outcome)
            {
                case TurnOutcome.Full:
                    throw Full(route.Rule);
                case TurnOutcome.Refused:
                    throw new WebRefusal(StatusCodes.Status404NotFound, "there is nothing here");
                case TurnOutcome.Failed:
                    throw Disk();
                case TurnOutcome.Duplicate when signature is not null && !await IsOfItAsync(message, accepted.Turn, signature):
                    throw new WebRefusal(
                        StatusCodes.Status409Conflict,
                        "this signature was used for another call; sign again with the time of now"
                    );
                case TurnOutcome.Duplicate:
                    result = await known.FindAsync(message, result);
                    break;
            }

            if (accepted.Outcome is TurnOutcome.Queued { Behind: not null })
            {
                result = result with { Reason = "an earlier message waits until a model answers again" };
            }

            if (result.Turn is null)
            {
                throw new WebRefusal(StatusCodes.Status410Gone, "it came before, and what became of it is no longer kept");
            }
            if (hook.Wait && result is { State: SendStates.Queued, Turn: { } turn })
            {
                result = await WaitAsync(
                    hook,
                    message,
                    result,
                    watch.OfAsync(new TurnId(turn), new SessionKey(result.Session), gone),
                    gone
                );
            }
            return result;
        }
        catch (StorageException)
        {
            throw Disk();
        }
        catch (ControlException e)
        {
            throw new WebRefusal(StatusCodes.Status422UnprocessableEntity, e.Message);
        }
    }

    /// <summary>Whether a message was here before: else it was its signature that was. One that was signed anew is for that message from
    /// now on.</summary>
    private async Task<bool> IsOfItAsync(InboundMessage message, TurnId turn, string signature)
    {
        if (!await inbox.IsKnownAsync(message.Identity))
        {
            return false;
        }
        await inbox.NoteSignatureAsync(message, turn, signature);
        return true;
    }

    private async Task<SendResult> WaitAsync(
        HookConfig hook,
        InboundMessage message,
        SendResult result,
        Task<GatewayEvent> end,
        CancellationToken gone
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone, _open.Token);
        var first = await Task.WhenAny(end, loop.Delay(hook.Timeout, patience.Token));
        await patience.CancelAsync();
        gone.ThrowIfCancellationRequested();
        // The rows say what became of it: what a caller who waited is told, is what one who comes again is.
        return
            first == end
            && await end is GatewayEvent.TurnEnded { Reply: var reply, Model: var model, State: TurnStates.Answered, Turn: var turn }
            ? result with
            {
                State = SendStates.Answered,
                Reply = reply,
                Model = model,
                Turn = turn?.Value,
            }
            : await known.FindAsync(message, result);
    }

    private static WebRefusal Full(SessionRule rule) =>
        new(StatusCodes.Status429TooManyRequests, $"{rule.QueueLimit} messages wait here already; this one was not taken", FullPause);

    private static WebRefusal Disk() =>
        new(StatusCodes.Status503ServiceUnavailable, "the message could not be stored, and was not taken", DiskPause);
}
