using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Turns;

namespace OpenClaw.Control.Api;

/// <summary><c>send</c>: a message from the terminal or the page, the way into the gateway of the channels <c>local</c> and
/// <c>webchat</c>.</summary>
/// <param name="uploaded">A file that the page of that user has sent before; null when there is none.</param>
internal sealed class SendApi(
    EventLoop loop,
    Intake intake,
    KnownMessages known,
    TurnWaits waits,
    PeerRights rights,
    Func<ControlPeer, SentFile, RemoteFile?> uploaded
)
{
    public static ControlCall<SendParams, SendResult> Send { get; } = new("send", ControlJson.Get);

    /// <summary>Why the answer to <c>send</c> with <c>wait</c> is not there yet, to the connection that waits for it.</summary>
    public static ControlNotice<SendDelay> Delay { get; } = new("delay", ControlJson.Get);

    private const int LongestId = 64;

    private static readonly Dictionary<string, string> s_imageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
    };

    public async Task<SendResult> SendAsync(SendParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var message = MessageOf(parameters, peer);
        var waitsOn = parameters is { Wait: true, ThroughApprovals: true };
        using var watch = waits.Watch(throughApprovals: waitsOn);
        var accepted = await intake.AcceptAsync(message);
        var result = await ResultOfAsync(accepted, message, peer);
        // One that came before and asks now is waited for like one that is queued.
        if (waitsOn && result is { State: SendStates.Asking, Approval: { } asked })
        {
            Tell(peer, new SendDelay(result.Session, result.Turn), asked);
            result = result with { State = SendStates.Queued, Approval = null };
        }

        if (result is not { State: SendStates.Queued, Turn: { } turn })
        {
            return result;
        }
        var queued = accepted.Outcome as TurnOutcome.Queued;
        if (parameters.Wait is not true)
        {
            return result with { Ahead = queued?.Ahead, Reason = queued?.Behind };
        }
        if (queued?.Behind is { } behind)
        {
            peer.Notify(Delay, new SendDelay(result.Session, Reason: behind));
        }
        watch.Delayed = happened => loop.Track(TellAsync(peer, happened), "tell of a delay");
        return await EndOfAsync(await watch.OfAsync(new TurnId(turn), new SessionKey(result.Session), ct), result);
    }

    private InboundMessage MessageOf(SendParams parameters, ControlPeer peer)
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
        return new InboundMessage
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
    }

    /// <summary>What the intake made of the message.</summary>
    private async Task<SendResult> ResultOfAsync(Accepted accepted, InboundMessage message, ControlPeer peer)
    {
        var result = new SendResult
        {
            Session = accepted.Session.Value,
            Message = message.Identity.MessageId,
            Turn = accepted.Turn.Value,
            State = SendStates.Queued,
        };
        return accepted.Outcome switch
        {
            TurnOutcome.Command command => result with { State = SendStates.Command, Reply = command.Reply, Turn = null },
            TurnOutcome.Full full => result with { State = SendStates.Failed, Reply = full.Line, Turn = null },
            TurnOutcome.Refused refused => throw ControlException.NotAllowed(
                $"{peer.Sender} may not speak here; to let them in: {refused.Why}"
            ),
            TurnOutcome.Failed failed => throw ControlException.Failed(failed.Line),
            TurnOutcome.Duplicate => await known.FindAsync(message, result),
            _ => result,
        };
    }

    private async Task<SendResult> EndOfAsync(GatewayEvent end, SendResult result) =>
        end switch
        {
            GatewayEvent.TurnEnded ended => result with
            {
                State = SendStates.Of(ended),
                Reply = ended.Reply ?? (ended.State == TurnStates.Stopped ? "Stopped." : null),
                Model = ended.Model,
                Turn = ended.Turn?.Value,
            },
            GatewayEvent.ApprovalAsked asked => result with
            {
                State = SendStates.Asking,
                Approval = ApprovalInfo.Of(await waits.FindAsync(asked.Approval)),
                Turn = asked.Turn?.Value,
            },
            _ => result,
        };

    private async Task TellAsync(ControlPeer peer, GatewayEvent happened)
    {
        var delay = new SendDelay(happened.Session!.Value.Value, happened.Turn?.Value, (happened as GatewayEvent.TurnWaiting)?.Line ?? "");
        if (happened is not GatewayEvent.ApprovalAsked asked)
        {
            peer.Notify(Delay, delay);
        }
        else if (ApprovalInfo.Of(await waits.FindAsync(asked.Approval)) is { } approval)
        {
            Tell(peer, delay, approval);
        }
    }

    private static void Tell(ControlPeer peer, SendDelay delay, ApprovalInfo approval) =>
        peer.Notify(
            Delay,
            delay with
            {
                Reason = $"{delay.Session} waits for approval {approval.Id}: {approval.Tool} {approval.Display}",
                Approval = approval,
            }
        );

    private static string Id(string chosen) =>
        chosen.Length is > 0 and <= LongestId && !chosen.Any(char.IsControl)
            ? chosen
            : throw ControlException.InvalidParams($"message is an id of 1 to {LongestId} characters, none of them a control character");

    private static ImageAttachment Image(string path) =>
        s_imageTypes.TryGetValue(Path.GetExtension(path), out var type) && Path.IsPathRooted(path)
            ? new ImageAttachment(type, path)
            : throw ControlException.InvalidParams($"images takes absolute paths of png, jpeg, gif and webp files, not \"{path}\"");
}
