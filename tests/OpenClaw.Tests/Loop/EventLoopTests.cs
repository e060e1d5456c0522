using OpenClaw.Foundation.Loop;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Loop;

public sealed class EventLoopTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly LoopLog _log = new();
    private readonly EventLoop _loop;

    public EventLoopTests() => _loop = new EventLoop(_clock, _log);

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void Post_SeveralCallbacks_RunInOrder()
    {
        var ran = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            _loop.Post(state => ran.Add((int)state!), i);
        }

        _loop.RunUntilIdle();

        Assert.Equal([0, 1, 2, 3, 4], ran);
    }

    [Fact]
    public void Await_OnTheLoop_ComesBackToIt()
    {
        var threads = new List<bool>();
        var done = false;
        _loop.Post(
            async _ =>
            {
                await Task.Run(static () => { });
                threads.Add(_loop.IsCurrent);
                done = true;
            },
            null
        );

        _loop.RunUntil(() => done, ControlSocket.Patience);

        Assert.Equal([true], threads);
    }

    [Fact]
    public void SwitchTo_FromAPoolThread_GoesOnOnTheLoop()
    {
        bool? onLoop = null;
        _ = Task.Run(
            async () =>
            {
                await _loop.SwitchTo();
                onLoop = _loop.IsCurrent;
            },
            TestContext.Current.CancellationToken
        );

        // Not until the task is completed: that can happen on the pool, a moment after the last callback, and wakes no loop.
        _loop.RunUntil(() => onLoop is not null, ControlSocket.Patience);

        Assert.True(onLoop);
    }

    [Fact]
    public void Post_FromACallback_RunsInTheNextBatch()
    {
        // A callback that posts itself for ever must not keep the loop from its stop flag.
        void Again(object? _) => _loop.Post(Again, null);
        var stop = new Thread(_loop.Run);
        _loop.Post(Again, null);
        stop.Start();

        _loop.Stop();

        Assert.True(stop.Join(ControlSocket.Patience));
    }

    [Fact]
    public void Callback_Throws_TheLoopLivesOn()
    {
        var ran = false;
        _loop.Post(static _ => throw new InvalidOperationException("boom"), null);
        _loop.Post(_ => ran = true, null);

        _loop.RunUntilIdle();

        Assert.True(ran);
        Assert.Equal("boom", Assert.Single(_log.Failures).Message);
    }

    [Fact]
    public void Callback_KeepsTheLoop_IsCountedAndNamed()
    {
        _loop.Post(_ => _clock.Advance(TimeSpan.FromMilliseconds(80)), null);

        _loop.RunUntilIdle();

        Assert.Equal(1, _loop.SlowCallbacks);
        Assert.Contains(nameof(EventLoopTests), Assert.Single(_log.Slowed));
    }

    [Fact]
    public void Send_Always_Throws() => Assert.Throws<NotSupportedException>(() => _loop.Send(static _ => { }, null));

    [Fact]
    public void VerifyAccess_OffTheLoop_SaysWhoLostIt()
    {
        var e = Assert.Throws<InvalidOperationException>(() => _loop.VerifyAccess());

        Assert.StartsWith(nameof(VerifyAccess_OffTheLoop_SaysWhoLostIt), e.Message);
    }

    [Fact]
    public void Track_TaskFails_IsReportedOnceAndForgotten()
    {
        _loop.Post(_ => _loop.Track(Task.FromException(new IOException("gone")), "poll"), null);

        _loop.RunUntil(() => _log.Failures.Count == 1 && _loop.Tracked.Count == 0, ControlSocket.Patience);

        Assert.Equal("gone", _log.Failures[0].Message);
    }

    [Fact]
    public void Delay_EndsWhenTheClockSaysSo()
    {
        Task? pause = null;
        _loop.Post(_ => pause = _loop.Delay(TimeSpan.FromMinutes(5), CancellationToken.None), null);
        _loop.RunUntilIdle();

        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(pause!.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(pause.IsCompleted);
    }
}
