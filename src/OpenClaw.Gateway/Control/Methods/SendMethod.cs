using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;
using OpenClaw.Pipeline;

namespace OpenClaw.Control.Methods;

/// <summary><c>send</c>: a message from the terminal. This is the <c>local</c> channel's way in.</summary>
internal sealed class SendMethod(Intake intake, EventHub events, ApprovalDesk desk, TimeProvider time) : ControlMethod<SendParams, SendResult>(ControlCalls.Send)
{
    private static readonly Dictionary<string, string> s_imageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp",
    };

    protected override async Task<SendResult> InvokeAsync(SendParams parameters, ControlPeer peer, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(parameters.Text)) throw ControlException.InvalidParams("text is empty");
        var chat = SessionNames.LocalChat(parameters.Session);
        var id = Guid.NewGuid().ToString("N");
        var message = new InboundMessage
        {
            Identity = new MessageIdentity(chat.Channel, chat.Account, chat.Id, id),
            Sender = peer.Sender,
            Chat = chat,
            Text = parameters.Text,
            ReceivedAt = time.GetUtcNow(),
            Images = [.. (parameters.Images ?? []).Select(Image)],
        };

        using var watch = new TurnWatch(events);
        var accepted = await intake.AcceptAsync(message);
        var result = new SendResult { Session = accepted.Session.Value, Message = id, Turn = accepted.Turn.Value, State = SendStates.Queued };
        switch (accepted.Outcome)
        {
            case TurnOutcome.Command command: return result with { State = SendStates.Command, Reply = command.Reply, Turn = null };
            case TurnOutcome.Full full: return result with { State = SendStates.Failed, Reply = full.Line, Turn = null };
            case TurnOutcome.Refused refused: throw ControlException.NotAllowed($"{peer.Sender} may not speak here; to let him in: {refused.Why}");
            case TurnOutcome.Failed failed: throw ControlException.Failed(failed.Line);
        }

        if (parameters.Wait is not true) return result;
        return await watch.OfAsync(accepted.Turn, ct) switch
        {
            GatewayEvent.TurnEnded ended => result with
            {
                State = ended.State == TurnStates.Answered ? SendStates.Answered : SendStates.Failed,
                Reply = ended.Reply,
                Model = ended.Model,
                Turn = ended.Turn?.Value,
            },
            GatewayEvent.ApprovalAsked asked => result with
            {
                State = SendStates.Asking,
                Approval = await desk.FindAsync(asked.Approval) is { } approval ? ApprovalShapes.Of(approval) : null,
                Turn = asked.Turn?.Value,
            },
            _ => result,
        };
    }

    private static ImageAttachment Image(string path) => s_imageTypes.TryGetValue(Path.GetExtension(path), out var type) && Path.IsPathRooted(path)
        ? new ImageAttachment(type, path)
        : throw ControlException.InvalidParams($"images takes absolute paths of png, jpeg, gif and webp files, not \"{path}\"");
}
