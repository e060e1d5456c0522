using OpenClaw.Messages;
using OpenClaw.Pipeline;

namespace OpenClaw.Routing;

/// <summary>One session's queue: at most one turn runs or sleeps, the others wait in the order they came.</summary>
internal sealed class Lane(SessionKey session)
{
    public SessionKey Session { get; } = session;

    public LinkedList<Turn> Waiting { get; } = new();

    /// <summary>The turn that runs now; null when none runs.</summary>
    public Turn? Running { get; set; }

    /// <summary>Ends with the running turn.</summary>
    public Task RunningEnds { get; set; } = Task.CompletedTask;

    /// <summary>Stops the running turn.</summary>
    public CancellationTokenSource? Stop { get; set; }

    /// <summary>The turn that sleeps on disk, and who and what it belongs to; it keeps the lane.</summary>
    public SleepingTurn? Asleep { get; set; }

    /// <summary>Collecting: more messages may still join before a turn starts.</summary>
    public bool Gathering { get; set; }

    public bool IsIdle => Running is null && Asleep is null && Waiting.Count == 0 && !Gathering;
}

/// <summary>What a lane remembers of a turn that sleeps: no more than whose it is.</summary>
/// <param name="Approval">What it waits for; null when it waits for a model.</param>
/// <param name="Ending">It is being stopped, and nothing wakes it any more.</param>
internal sealed record SleepingTurn(TurnId Turn, string Sender, string Rule, ApprovalId? Approval, bool Ending = false);
