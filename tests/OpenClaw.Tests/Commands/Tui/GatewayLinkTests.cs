using System.Threading.Channels;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Cli.Tui;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Tests.Control;

namespace OpenClaw.Tests.Commands.Tui;

public sealed class GatewayLinkTests
{
    private readonly Channel<ChatInput> _inputs = Channel.CreateUnbounded<ChatInput>();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Gateway_GoesAndComesBack_TheChatIsConnectedAgainAndHearsEvents()
    {
        var first = new ControlRig(Methods());
        var second = new ControlRig(Methods());
        var rigs = new Queue<ControlRig?>([first, null, second]);
        var context = new CommandContext
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            In = TextReader.Null,
            ConnectAsync = (_, _) =>
                rigs.Dequeue() is { } rig
                    ? Task.FromResult(new ControlClient(rig.Connect().Stream, "test"))
                    : throw GatewayAbsentException.NotRunning("test"),
        };
        var link = new GatewayLink(context, null, "local:main", _inputs.Writer).RunAsync(_end.Token);

        Assert.Equal("hello", (await NextAsync<ChatInput.Connected>()).Page!.Entries[0].Text);
        await first.DisposeAsync();
        await NextAsync<ChatInput.Disconnected>();
        Assert.Contains("not running", (await NextAsync<ChatInput.Disconnected>()).Why);
        await NextAsync<ChatInput.Connected>();

        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => link);
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Session_ThatIsNotThereYet_BeginsEmpty()
    {
        await using var rig = new ControlRig(
            Fixed(EventsApi.Subscribe, () => new SubscribeResult(1)),
            Fixed(SessionsApi.Show, () => throw ControlException.NotFound("no session")),
            Fixed(ApprovalsApi.List, () => new ApprovalsListResult([]))
        );
        var context = new CommandContext
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            In = TextReader.Null,
            ConnectAsync = (_, _) => Task.FromResult(new ControlClient(rig.Connect().Stream, "test")),
        };
        var link = new GatewayLink(context, null, "local:new", _inputs.Writer).RunAsync(_end.Token);

        Assert.Null((await NextAsync<ChatInput.Connected>()).Page);
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => link);
    }

    private async Task<T> NextAsync<T>()
        where T : ChatInput => Assert.IsType<T>(await _inputs.Reader.ReadAsync(_end.Token).AsTask().WaitAsync(ControlRig.Patience));

    private static IControlMethod[] Methods() =>
        [
            Fixed(EventsApi.Subscribe, () => new SubscribeResult(1)),
            Fixed(
                SessionsApi.Show,
                () =>
                    new SessionsShowResult(
                        new SessionInfo { Key = "local:main", State = "idle" },
                        [
                            new EntryInfo
                            {
                                Seq = 1,
                                Kind = EntryKinds.User,
                                Text = "hello",
                            },
                        ]
                    )
            ),
            Fixed(ApprovalsApi.List, () => new ApprovalsListResult([])),
        ];

    private static IControlMethod Fixed<TParams, TResult>(ControlCall<TParams, TResult> call, Func<TResult> answer) =>
        call.By((_, _) => Task.FromResult(answer()));
}
