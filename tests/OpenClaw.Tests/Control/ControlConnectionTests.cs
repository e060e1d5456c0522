using OpenClaw.Foundation.Loop;

namespace OpenClaw.Tests.Control;

public sealed class ControlConnectionTests : IAsyncDisposable
{
    private readonly EchoMethod _echo;
    private readonly ControlRig _rig;

    public ControlConnectionTests()
    {
        EventLoop? loop = null;
        _echo = new EchoMethod { Loop = () => loop! };
        _rig = new ControlRig(_echo);
        loop = _rig.Loop;
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Request_IsAnsweredInOneLine()
    {
        var peer = _rig.Connect();

        var answer = await peer.AskAsync("""{"jsonrpc":"2.0","id":7,"method":"send","params":{"text":"grüß \"dich\" 👋"}}""");

        Assert.StartsWith("""{"jsonrpc":"2.0","id":7,"result":{"session":"local:main","message":"local:""", answer);
        Assert.EndsWith(""" "state":"answered","reply":"grüß \"dich\" \uD83D\uDC4B"}}"""[1..], answer);
    }

    [Theory]
    [InlineData(
        """{"jsonrpc":"2.0","id":1""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is not JSON: byte 23"}}"""
    )]
    [InlineData("hello", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is not JSON: byte 0"}}""")]
    [InlineData("[]", """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are not taken; send one request a line"}}""")]
    [InlineData(
        "7",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"a request is an object with jsonrpc, id, method and params"}}"""
    )]
    [InlineData("""{"id":1,"method":"send"}""", """{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"jsonrpc must be \"2.0\""}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"a"}""", """{"jsonrpc":"2.0","id":"a","error":{"code":-32600,"message":"method is missing"}}""")]
    [InlineData(
        """{"jsonrpc":"2.0","id":{},"method":"send"}""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"id is a string or a number"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"sned"}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no method \"sned\". Did you mean \"send\"?"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send"}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"send: parameter \"text\" is missing"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":["x"]}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"send: params is an object with names, not an array"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":7}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"send: text is not of the type it should be"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a","wiat":true}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"send: unknown parameter \"wiat\"; it takes session, text, message, wait, through_approvals, images, files"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"\ud800"}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"send: params has a string in it that is no valid Unicode: \\ud800 at byte 9 is one half of a character; write both halves, or the character itself"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a","\udc00":1}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"send: params has a string in it that is no valid Unicode: \\udc00 at byte 13 is one half of a character; write both halves, or the character itself"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":"\ud800","method":"send"}""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line has a string in it that is no valid Unicode: \\ud800 at byte 23 is one half of a character; write both halves, or the character itself"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"se\ud800"}""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line has a string in it that is no valid Unicode: \\ud800 at byte 36 is one half of a character; write both halves, or the character itself"}}"""
    )]
    [InlineData(
        """{"\ud800":1,"jsonrpc":"2.0","id":1,"method":"send"}""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line has a string in it that is no valid Unicode: \\ud800 at byte 2 is one half of a character; write both halves, or the character itself"}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"refuse"}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"no session \"x\""}}"""
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"fail"}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"internal error; the gateway's log has it"}}"""
    )]
    public async Task BadLine_GetsItsErrorAndTheConnectionLivesOn(string line, string expected)
    {
        var peer = _rig.Connect();

        Assert.Equal(expected, await peer.AskAsync(line));
        Assert.Contains(
            "\"reply\":\"still here\"",
            await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"send","params":{"text":"still here"}}""")
        );
    }

    [Fact]
    public async Task SlowRequest_DoesNotHoldUpTheNext()
    {
        var peer = _rig.Connect();
        await peer.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"wait"}}""" + "\n");

        Assert.Contains("\"id\":2", await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"send","params":{"text":"quick"}}"""));
        _echo.Gate.SetResult();
        Assert.Contains("\"id\":1", await peer.ReadAsync());
    }

    [Fact]
    public async Task Notification_IsNotAnswered()
    {
        var peer = _rig.Connect();
        await peer.SendAsync("""{"jsonrpc":"2.0","method":"send","params":{"text":"quiet"}}""" + "\n");
        await peer.SendAsync("""{"jsonrpc":"2.0","method":"nonsense"}""" + "\n");

        Assert.Contains("\"id\":2", await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"send","params":{"text":"loud"}}"""));
    }

    [Fact]
    public async Task InputEnds_OpenRequestsAreAnsweredFirst()
    {
        var peer = _rig.Connect();
        await peer.SendAsync("\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"send\",\"params\":{\"text\":\"wait\"}}");
        await peer.CloseAsync();
        await _echo.Entered.Task.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);
        _echo.Gate.SetResult();

        Assert.Contains("\"reply\":\"wait\"", await peer.ReadAsync());
        Assert.Null(await peer.ReadAsync());
        await peer.Serving;
    }

    [Fact]
    public async Task LineOverOneMegabyte_EndsTheConnectionWithAnError()
    {
        var peer = _rig.Connect();
        var sending = peer.SendAsync(new string('x', 2 << 20) + "\n");

        Assert.Equal(
            """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"a line may have 1 MB; this connection ends"}}""",
            await peer.ReadAsync()
        );
        Assert.Null(await peer.ReadAsync());
        await sending;
        await peer.Serving;
        Assert.Equal(0, _rig.Server.Connections);
    }

    [Fact]
    public async Task HalfAnObjectAndSilence_HarmNobodyElse()
    {
        var silent = _rig.Connect();
        await silent.SendAsync("""{"jsonrpc":"2.0",""");

        Assert.Contains("\"id\":1", await _rig.Connect().AskAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a"}}"""));
        Assert.Contains("\"id\":3", await silent.AskAsync("""  "id":3,"method":"send","params":{"text":"b"}}"""));
    }

    [Fact]
    public async Task SlowReader_IsDisconnected()
    {
        var peer = _rig.Connect();
        await peer.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"flood"}}""" + "\n");

        await peer.Serving.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stranger_IsToldAndDisconnected()
    {
        var peer = _rig.Connect(uid: 4321);

        Assert.Contains("\"code\":-32001,\"message\":\"user 4321 may not use this gateway", await peer.ReadAsync());
        Assert.Null(await peer.ReadAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(4242)]
    public async Task OwnUserRootAndListed_AreServed(uint uid) =>
        Assert.Contains("\"id\":1", await _rig.Connect(uid).AskAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a"}}"""));

    [Fact]
    public async Task LaunchedCommand_MayNotSend() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"send is refused to commands that the gateway runs"}}""",
            await _rig.Connect(pid: ControlRig.Launched).AskAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a"}}""")
        );

    [Fact]
    public async Task StopListening_RefusesNewRequestsAndAnswersOldOnes()
    {
        var peer = _rig.Connect();
        await peer.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"wait"}}""" + "\n");
        await _echo.Entered.Task.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);
        await _rig.Loop.InvokeAsync(() =>
        {
            _rig.Server.StopListening();
            return Task.FromResult(0);
        });

        Assert.Contains(
            "\"id\":2,\"error\":{\"code\":-32003",
            await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"send","params":{"text":"late"}}""")
        );
        _echo.Gate.SetResult();
        Assert.Contains("\"id\":1,\"result\"", await peer.ReadAsync());
    }

    [Fact]
    public async Task Stop_EndsWhatWaits()
    {
        var peer = _rig.Connect();
        await peer.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"wait"}}""" + "\n");
        var inside = await _echo.Entered.Task.WaitAsync(ControlRig.Patience, TestContext.Current.CancellationToken);

        await _rig.DisposeAsync();

        await peer.Serving;
        Assert.True(inside.Closed.IsCancellationRequested);
    }
}
