namespace OpenClaw.Turns.Lanes;

/// <summary>One session's queue: at most one turn runs or waits for a model, the others wait in the order they came. A turn that waits for
/// an approval leaves the queue, and comes back to its end when somebody has decided.</summary>
internal sealed class Lane(SessionKey session)
{
    public SessionKey Session { get; } = session;

    public LinkedList<Turn> Waiting { get; } = new();

    /// <summary>The turn that runs now; null when none runs.</summary>
    public Turn? Running { get; set; }

    /// <summary>Ends with the running turn, or when a sleeping one has been ended.</summary>
    public Task RunningEnds { get; set; } = Task.CompletedTask;

    /// <summary>Stops the running turn.</summary>
    public CancellationTokenSource? Stop { get; set; }

    /// <summary>The turn that waits on disk for a model; it keeps the lane.</summary>
    public SleepingTurn? Asleep { get; set; }

    /// <summary>Turns that wait on disk for an approval. They keep nobody waiting. One whose call was decided stays here until it
    /// starts.</summary>
    public List<SleepingTurn> Asking { get; } = [];

    /// <summary>Those that wait on disk, whatever for.</summary>
    public IEnumerable<SleepingTurn> Sleeping => Asking.Append(Asleep).OfType<SleepingTurn>();

    /// <summary>Was woken while it still ran: it lies down and gets up at once.</summary>
    public TurnId? WokenEarly { get; set; }

    /// <summary>Collecting: more messages may still join before a turn starts.</summary>
    public bool Gathering { get; set; }

    /// <summary>It has collected, and the next turn starts without delay.</summary>
    public bool Gathered { get; set; }

    /// <summary>Whoever wrote was told that it is full, and needs not hear it for each message more.</summary>
    public bool IsToldFull { get; set; }

    /// <summary>How many messages were not taken and their chats not told so, by where the answers would have gone. They are counted in one
    /// line when it has room again.</summary>
    public Dictionary<ReplyAddress, int> NotTaken { get; } = [];

    /// <summary>How many keep it quiet: no turn starts meanwhile.</summary>
    public int Holds { get; set; }

    /// <summary>Nothing runs here, and nothing keeps the next turn from starting.</summary>
    public bool IsQuiet => Running is null && Asleep is null;

    public bool IsIdle => IsQuiet && Waiting.Count == 0 && !Gathering;
}

/// <summary>What a lane remembers of a turn that sleeps: no more than whose it is.</summary>
internal sealed class SleepingTurn(TurnId turn, string sender, string rule)
{
    public TurnId Turn { get; } = turn;

    /// <summary>The address of the sender whose turn it is.</summary>
    public string Sender { get; } = sender;

    public string Rule { get; } = rule;

    /// <summary>The stopping of it, from the moment on that nothing wakes it any more; null when nobody stops it.</summary>
    public Task? Ending { get; set; }
}
