using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Loop;
using OpenClaw.Messages;
using OpenClaw.Turns;

namespace OpenClaw.Control.Methods;

/// <summary><c>send</c>: a message from the terminal or the page. This is the way in of the channels <c>local</c> and
/// <c>webchat</c>.</summary>
/// <param name="uploaded">A file that the page of that person has sent before; null when there is none.</param>
internal sealed class SendMethod(
    EventLoop loop,
    Intake intake,
    KnownMessages known,
    EventHub events,
    ApprovalDesk desk,
    PeerRights rights,
    Func<ControlPeer, SentFile, RemoteFile?> uploaded
) : ControlMethod<SendParams, SendResult>(ControlCalls.Send)
{
    private const int LongestId = 64;

    private static readonly Dictionary<string, string> s_imageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
    };

    protected override async Task<SendResult> InvokeAsync(SendParams parameters, ControlPeer peer, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(parameters.Text) && parameters.Files is not { Count: > 0 })
        {
            throw ControlException.InvalidParams("text is empty");
        }
        var chat = rights.Chat(peer, parameters.Session);
        // The gateway opens them with its own rights, and a name that ends in .png can lead anywhere.
        if (parameters.Images is { Count: > 0 })
        {
            rights.OwnersOnly(peer, "have the gateway read images from its disk");
        }
        var id = parameters.Message is { } chosen ? Id(chosen) : Guid.NewGuid().ToString("N");
        var message = new InboundMessage
        {
            Identity = new MessageIdentity(chat.Channel, chat.Account, chat.Id, id),
            Sender = peer.Sender,
            Chat = chat,
            Text = parameters.Text,
            ReceivedAt = loop.Time.GetUtcNow(),
            Images = [.. (parameters.Images ?? []).Select(Image)],
            Files =
            [
                .. (parameters.Files ?? []).Select(file =>
                    uploaded(peer, file)
                    ?? throw ControlException.InvalidParams(
                        $"there is no file of {peer.Sender} with the id \"{file.Id}\"; only the page sends files"
                    )
                ),
            ],
        };

        var waitsOn = parameters is { Wait: true, ThroughApprovals: true };
        using var watch = new TurnWatch(events) { ThroughApprovals = waitsOn, EndsBehindQuestions = !waitsOn };
        var accepted = await intake.AcceptAsync(message);
        var result = new SendResult
        {
            Session = accepted.Session.Value,
            Message = id,
            Turn = accepted.Turn.Value,
            State = SendStates.Queued,
        };
        switch (accepted.Outcome)
        {
            case TurnOutcome.Command command:
                return result with { State = SendStates.Command, Reply = command.Reply, Turn = null };
            case TurnOutcome.Full full:
                return result with { State = SendStates.Failed, Reply = full.Line, Turn = null };
            case TurnOutcome.Refused refused:
                throw ControlException.NotAllowed($"{peer.Sender} may not speak here; to let him in: {refused.Why}");
            case TurnOutcome.Failed failed:
                throw ControlException.Failed(failed.Line);
            case TurnOutcome.Duplicate:
                result = await known.FindAsync(message, result);
                break;
        }

        // One that came before and asks now is waited for like one that is queued.
        if (waitsOn && result is { State: SendStates.Asking, Turn: { } sleeping })
        {
            peer.Notify(
                ControlNotices.Delay,
                new SendDelay
                {
                    Session = result.Session,
                    Turn = sleeping,
                    Reason = Own(result.Session, result.Approval!.Id, result.Approval.Tool, result.Approval.Display),
                    Approval = result.Approval,
                }
            );
            result = result with { State = SendStates.Queued, Approval = null };
        }

        if (result is not { State: SendStates.Queued, Turn: { } turn })
        {
            return result;
        }
        var delay = accepted.Outcome is TurnOutcome.Queued { Behind: { } behind } ? await DelayAsync(accepted.Session, behind) : null;
        if (parameters.Wait is not true)
        {
            return result with
            {
                Ahead = (accepted.Outcome as TurnOutcome.Queued)?.Ahead,
                Reason = delay?.Reason,
                Approval = delay?.Approval,
            };
        }

        // A script would hang until somebody has answered, or half an hour long: the question of an earlier message is an end like the
        // message's own.
        if (!waitsOn && delay is { Approval: { } before })
        {
            return result with { State = SendStates.Asking, Approval = before, Reason = delay.Reason };
        }
        if (delay is not null)
        {
            peer.Notify(ControlNotices.Delay, delay);
        }
        watch.Delayed = happened => loop.Track(TellAsync(peer, happened, isOwn: happened.Turn == watch.Turn), "tell of a delay");
        return await watch.OfAsync(new TurnId(turn), new SessionKey(result.Session), ct) switch
        {
            GatewayEvent.TurnEnded ended => result with
            {
                State = ended.State == TurnStates.Answered ? SendStates.Answered : SendStates.Failed,
                Reply = ended.Reply ?? (ended.State == TurnStates.Stopped ? "Stopped." : null),
                Model = ended.Model,
                Turn = ended.Turn?.Value,
            },
            GatewayEvent.ApprovalAsked asked => await AskingAsync(result, asked, isOwn: asked.Turn == watch.Turn),
            _ => result,
        };
    }

    private async Task<SendResult> AskingAsync(SendResult result, GatewayEvent.ApprovalAsked asked, bool isOwn)
    {
        var approval = await desk.FindAsync(asked.Approval);
        result = result with { State = SendStates.Asking, Approval = approval is null ? null : ApprovalShapes.Of(approval) };
        if (isOwn)
        {
            return result with { Turn = asked.Turn?.Value };
        }
        return result with { Reason = approval is null ? null : BehindLine(result.Session, approval) };
    }

    /// <summary>What the turn before it waits for, on one line.</summary>
    private async Task<SendDelay> DelayAsync(SessionKey session, QueuedBehind behind)
    {
        var approval = behind.Approval is { } id ? await desk.FindAsync(id) : null;
        return new SendDelay
        {
            Session = session.Value,
            Turn = approval?.Turn.Value,
            Reason = behind.Line.Replace('\n', ' '),
            Approval = approval is null ? null : ApprovalShapes.Of(approval),
        };
    }

    private async Task TellAsync(ControlPeer peer, GatewayEvent happened, bool isOwn)
    {
        var delay = new SendDelay
        {
            Session = happened.Session!.Value.Value,
            Turn = happened.Turn?.Value,
            Reason = (happened as GatewayEvent.TurnWaiting)?.Line ?? "",
        };
        if (happened is not GatewayEvent.ApprovalAsked asked)
        {
            peer.Notify(ControlNotices.Delay, delay);
        }
        else if (await desk.FindAsync(asked.Approval) is { } approval)
        {
            peer.Notify(
                ControlNotices.Delay,
                isOwn
                    ? delay with
                    {
                        Reason = Own(delay.Session, approval.Id.Value, approval.Tool, ApprovalShapes.Of(approval).Display),
                        Approval = ApprovalShapes.Of(approval),
                    }
                    : Behind(delay, approval)
            );
        }
    }

    private static string Own(string session, string id, string tool, string display) =>
        $"{session} waits for approval {id}: {tool} {display}";

    private static SendDelay Behind(SendDelay delay, Approval approval) =>
        delay with
        {
            Reason = BehindLine(delay.Session, approval),
            Approval = ApprovalShapes.Of(approval),
        };

    private static string BehindLine(string session, Approval approval) =>
        $"{session} waits for approval {approval.Id} of an earlier message: {approval.Tool} {ApprovalShapes.Of(approval).Display}";

    private static string Id(string chosen) =>
        chosen.Length is > 0 and <= LongestId && !chosen.Any(char.IsControl)
            ? chosen
            : throw ControlException.InvalidParams($"message is an id of 1 to {LongestId} characters, none of them a control character");

    private static ImageAttachment Image(string path) =>
        s_imageTypes.TryGetValue(Path.GetExtension(path), out var type) && Path.IsPathRooted(path)
            ? new ImageAttachment(type, path)
            : throw ControlException.InvalidParams($"images takes absolute paths of png, jpeg, gif and webp files, not \"{path}\"");
}
