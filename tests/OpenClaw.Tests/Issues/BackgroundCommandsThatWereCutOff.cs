using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>A command in the background counted as finished once it had been started: when it died with the gateway nobody was told, and no
/// list had it.</summary>
public sealed class BackgroundCommandsThatWereCutOff : IDisposable
{
    private readonly TestGateway _gateway = new(
        $"""
        {TestGateway.DefaultConfig}

        [[policies.guarded.rules]]
        name = "all commands"
        tools = ["exec"]
        commands = ["**"]
        action = "allow"
        """.Replace("exec = \"ask\", ", "")
    );

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Background_DiesWithTheGateway_IsUnknownAndItsSessionIsTold()
    {
        _gateway["big"].Calls("exec", """{"command":"sleep 1000","background":true}""").Answers("started");
        Assert.Equal("started", _gateway.Ask("wait").Reply);
        Assert.Equal(["running"], States());

        var died = _gateway.Gateway;
        _gateway.Kill();
        _gateway.Start();
        _gateway.Run(async () =>
        {
            await died.Commands.DisposeAsync();
            return true;
        });

        Assert.Equal(["unknown"], States());
        var told = Assert.IsType<Entry.Notice>(_gateway.Transcript()[^1]).Text;
        Assert.StartsWith("unknown:", told);
        Assert.Contains("p1 (sleep 1000)", told);
    }

    [Fact]
    public void Background_EndsByItself_IsFinishedAndNothingIsToldAfterARestart()
    {
        _gateway["big"].Calls("exec", """{"command":"true","background":true}""").Answers("started");
        _gateway.Ask("wait");
        _gateway.Wait<GatewayEvent.CommandEnded>(static _ => true);
        _gateway.Loop.RunUntilIdle();

        _gateway.Kill();
        _gateway.Start();

        Assert.Equal(["finished"], States());
        Assert.DoesNotContain(_gateway.Transcript(), static entry => entry is Entry.Notice);
    }

    private IReadOnlyList<string> States() => _gateway.Rows("select state from effects", static row => row.GetString(0));
}
