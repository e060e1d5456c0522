using OpenClaw.Delivery.Cutting;
using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Tests.Fakes;

/// <summary>A chat service that takes everything at once, unless a test says otherwise, and remembers every attempt.</summary>
internal sealed class FakeChannel(string name, TimeProvider time, int limit = 4096) : IOutboundChannel
{
    private readonly Queue<Func<OutboxMessage, CancellationToken, Task<SendOutcome>>> _next = [];
    private int _receipt;

    public string Channel => name;

    public TextLimit Limit => new(limit);

    /// <summary>What was tried, in order, and when.</summary>
    public List<(OutboxMessage Message, DateTimeOffset At)> Attempts { get; } = [];

    /// <summary>The texts of what was tried, in order.</summary>
    public IEnumerable<string> Tried => Attempts.Select(static a => a.Message.Text);

    /// <summary>The most that were under way at once.</summary>
    public int Busiest { get; private set; }

    public int Busy { get; private set; }

    /// <summary>What becomes of an attempt that nothing else was said of.</summary>
    public Func<OutboxMessage, CancellationToken, Task<SendOutcome>>? Otherwise { get; set; }

    public FakeChannel Then(SendOutcome outcome) => Then((_, _) => Task.FromResult(outcome));

    public FakeChannel Then(Func<OutboxMessage, CancellationToken, Task<SendOutcome>> send)
    {
        _next.Enqueue(send);
        return this;
    }

    /// <summary>The next attempt does not end before the test says how.</summary>
    public TaskCompletionSource<SendOutcome> ThenHangs()
    {
        var ends = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        Then((_, ct) => ends.Task.WaitAsync(ct));
        return ends;
    }

    public async Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        Attempts.Add((message, time.GetUtcNow()));
        Busiest = Math.Max(Busiest, ++Busy);
        try
        {
            var send = _next.TryDequeue(out var next) ? next : Otherwise;
            return send is null ? new SendOutcome.Sent($"r{++_receipt}") : await send(message, ct);
        }
        finally
        {
            Busy--;
        }
    }
}
