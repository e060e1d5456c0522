using OpenClaw.Channels.Slack;
using OpenClaw.Messages;

namespace OpenClaw.Tests.Channels.Slack;

/// <summary>The threads that were answered in are remembered from the disk, and not without end.</summary>
public sealed class SlackThreadsTests
{
    private readonly List<ReplyAddress> _disk = [];
    private int _loads;

    [Fact]
    public async Task Threads_OfTheDiskAndOfNow_AreKnown()
    {
        _disk.Add(At("1"));
        var threads = Threads();
        threads.Note(At("2"));

        Assert.True(await threads.HasAnsweredAsync("C1", "1"));
        Assert.True(await threads.HasAnsweredAsync("C1", "2"));
        Assert.False(await threads.HasAnsweredAsync("C1", "3"));
        Assert.Equal(1, _loads);
    }

    [Fact]
    public async Task Threads_InVeryGreatNumber_AreReadAnewAndThoseTheDiskForgotAreForgotten()
    {
        var threads = Threads();
        Assert.False(await threads.HasAnsweredAsync("C1", "old"));
        threads.Note(At("old"));
        for (var i = 1; i < 10_000; i++)
        {
            threads.Note(At(i.ToString()));
        }
        _disk.Add(At("kept"));

        threads.Note(At("new"));

        Assert.True(await threads.HasAnsweredAsync("C1", "new"));
        Assert.True(await threads.HasAnsweredAsync("C1", "kept"));
        Assert.False(await threads.HasAnsweredAsync("C1", "old"));
        Assert.Equal(2, _loads);
    }

    private SlackThreads Threads() =>
        new(_ =>
        {
            _loads++;
            return Task.FromResult(_disk.ToList());
        });

    private static ReplyAddress At(string thread) => new("slack", "", "C1", thread);
}
