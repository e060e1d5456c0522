using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Turns.Inbound;

/// <summary>Refuses a sender whom nobody let in: the cursor moves, no text is kept, one log line shows what would let him in.</summary>
internal sealed class AdmitStage(IAdmission admission, Store store, ILogger log) : IStage
{
    private const int MostRemembered = 1000;

    private readonly HashSet<(string Sender, string Setting)> _logged = [];

    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        if (admission.Refusal(turn.Message) is not { } setting)
        {
            return null;
        }
        // Once for each: a stranger who goes on writing must not push everything else out of the log.
        if (_logged.Count >= MostRemembered)
        {
            _logged.Clear();
        }
        if (_logged.Add((turn.Message.Sender.Address, setting)))
        {
            PipelineLog.Refused(log, turn.Message.Sender.Address, setting);
        }
        return await turn.TryAcceptAsync(store, AuditKinds.Refused) ? new TurnOutcome.Refused(setting) : new TurnOutcome.Duplicate();
    }
}
