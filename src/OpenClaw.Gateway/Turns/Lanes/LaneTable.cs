using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Turns.Lanes;

/// <summary>
/// All lanes: one turn at a time in a session, other sessions go on. What arrives meanwhile follows its rule's <c>queue</c>; only the same
/// sender under the same rule may join, steer or interrupt, others follow.
/// </summary>
internal sealed partial class LaneTable(EventLoop loop, TurnStore turns, EventHub events, Current<GatewayConfig> config)
{
    private readonly Dictionary<SessionKey, Lane> _lanes = [];
    private ITurnRunner? _turnRunner;
    private bool _draining;

    public IEnumerable<Lane> Lanes => _lanes.Values;

    /// <summary>Begins to run turns. Before that they are only queued.</summary>
    public void Start(ITurnRunner turnRunner)
    {
        loop.VerifyAccess();
        _turnRunner = turnRunner;
        foreach (var lane in _lanes.Values.ToArray())
        {
            Next(lane);
        }
    }

    /// <summary>Whether there is no room for one more. What the clock says always has room: a job or a reminder never waits
    /// twice.</summary>
    public bool IsFull(Turn turn) => turn.Message.Origin != Origin.Cron && IsFull(turn.Session, turn.Rule);

    /// <summary>The same before there is a turn, for whoever can ask his caller to come again.</summary>
    public bool IsFull(SessionKey session, SessionRule rule) =>
        _lanes.TryGetValue(session, out var lane) && lane.Waiting.Count >= rule.QueueLimit;

    /// <summary>True once for each time that a lane fills up. Of the others it is told how many they were, when a turn starts.</summary>
    public bool TryTellFull(Turn turn)
    {
        if (Find(turn.Session) is not { } lane)
        {
            return false;
        }
        if (!lane.IsToldFull)
        {
            return lane.IsToldFull = true;
        }
        lane.NotTaken[turn.ReplyTo] = lane.NotTaken.GetValueOrDefault(turn.ReplyTo) + 1;
        return false;
    }

    /// <summary>The clock was set: the turns that run have run for as long as they have.</summary>
    public void MoveAlong(Batch batch, TimeSpan leap)
    {
        TurnStore.MoveAlong(batch, leap);
        batch.Then(() =>
        {
            foreach (var lane in _lanes.Values)
            {
                // Among those that wait, one that goes on has begun.
                foreach (var turn in lane.Waiting.Append(lane.Running).OfType<Turn>())
                {
                    turn.StartedAt += leap;
                }
            }
        });
    }

    /// <summary>Whether a message stops the turn that waits for a model before it.</summary>
    public bool InterruptsSleep(Turn turn) => Interrupts(turn) && Find(turn.Session)?.Asleep is { } sleeping && MayTouch(sleeping, turn);

    public Lane? Find(SessionKey session) => _lanes.GetValueOrDefault(session);

    /// <summary>Puts a turn, already on disk as queued, into its lane. Returns how many are before it.</summary>
    public int Enqueue(Turn turn)
    {
        loop.VerifyAccess();
        var lane = LaneOf(turn.Session);
        var ahead = lane.Waiting.Count + (lane.IsQuiet ? 0 : 1);
        lane.Waiting.AddLast(turn);
        if (Interrupts(turn))
        {
            Interrupt(lane, turn);
        }
        Next(lane);
        return ahead;
    }

    /// <summary>Takes the messages that a running turn is shown before its next model call, and marks their turns as joined to
    /// it.</summary>
    public IReadOnlyList<InboundMessage> TakeSteering(Turn running)
    {
        if (Find(running.Session) is not { } lane)
        {
            return [];
        }
        var taken = lane
            .Waiting.Where(waits => waits is { Queue: QueueMode.Steer, StartedAt: null } && SameParty(waits, running))
            .ToArray();
        foreach (var steering in taken)
        {
            lane.Waiting.Remove(steering);
            Join(steering, running);
        }
        return Array.ConvertAll(taken, static steering => steering.Message);
    }

    private void Next(Lane lane)
    {
        if (_draining || _turnRunner is null || !lane.IsQuiet || lane.Gathering || lane.Holds > 0)
        {
            return;
        }
        if (lane.Waiting.First is not { Value: var turn })
        {
            if (lane.Asking.Count == 0)
            {
                _lanes.Remove(lane.Session);
            }
            return;
        }

        if (Gathers(turn) && !lane.Gathered)
        {
            lane.Gathering = true;
            loop.Track(GatherAsync(lane, turn.Rule.Debounce), $"{lane.Session} gathers");
            return;
        }

        Start(lane, turn);
    }

    private async Task GatherAsync(Lane lane, TimeSpan debounce)
    {
        int before;
        do
        {
            before = lane.Waiting.Count;
            await loop.Delay(debounce, CancellationToken.None);
        } while (lane.Waiting.Count > before);

        lane.Gathering = false;
        lane.Gathered = true;
        Next(lane);
    }

    /// <summary>More messages may follow within moments, and are waited for.</summary>
    private static bool Gathers(Turn turn) => Collects(turn) && turn.Rule.Debounce > TimeSpan.Zero;

    /// <summary>A turn that begins takes along what waits; one that goes on has begun without it, and is no message for others to
    /// take.</summary>
    private static bool Collects(Turn turn) => turn is { Queue: QueueMode.Collect, StartedAt: null };

    private static bool Interrupts(Turn turn) => turn is { Queue: QueueMode.Interrupt, StartedAt: null };

    private static bool InterruptsAny(Lane lane, Turn turn) => Interrupts(turn) && lane.Asking.Exists(one => MayTouch(one, turn));

    /// <summary>Joins the messages that wait behind the first one and belong to it.</summary>
    private void Collect(Lane lane, Turn first)
    {
        while (lane.Waiting.First is { Value: var more } && Collects(more) && SameParty(more, first))
        {
            lane.Waiting.RemoveFirst();
            Join(more, first);
        }
    }

    private void Join(Turn message, Turn into)
    {
        into.Joined.Add(message);
        Rejoin(message, into);
    }

    /// <summary>Adds the rows of a join to the batch of the turn that took the message, again when they were dropped with it.</summary>
    public void Rejoin(Turn message, Turn into)
    {
        // In the running turn's batch: its entry and this row become true together.
        turns.SetEnded(into.Batch, message.Session, message.Id, TurnStates.Joined, joinedTo: into.Id);
        into.Once(() =>
            events.Publish(message.Session, message.Id, new GatewayEvent.TurnEnded(TurnStates.Joined, null, null, TimeSpan.Zero, into.Id))
        );
    }

    private static bool MayTouch(SleepingTurn sleeping, Turn turn) =>
        sleeping.Sender == turn.Message.Sender.Address && sleeping.Rule == turn.Rule.Name;

    private static bool SameParty(Turn a, Turn b) =>
        a.Message.Sender.Address == b.Message.Sender.Address && a.Rule.Name == b.Rule.Name && a.Message.Origin == b.Message.Origin;

    private Lane LaneOf(SessionKey session)
    {
        if (!_lanes.TryGetValue(session, out var lane))
        {
            _lanes.Add(session, lane = new Lane(session));
        }
        return lane;
    }
}
