using OpenClaw.Messages;
using OpenClaw.Models.Providers.Scripted;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Scheduling;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>
/// Told to stop while a command ran, the gateway killed the command and closed the models, and the turn went on to ask one: an
/// ObjectDisposedException in the log, an "internal error" in the chat, and nothing that went on after the start.
/// </summary>
public sealed class StopsDuringALongCommandTests : IDisposable
{
    private readonly TestGateway _gateway = new(CronBench.Allowing);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Stop_DuringACommand_TheModelIsToldAndTheTurnGoesOnAfterTheStart()
    {
        var said = Run("sh -c 'echo $$ > pid; sleep 600'");
        var pid = int.Parse(File.ReadAllText(Path.Combine(_gateway.Workspace, "pid")));

        _gateway.Stop();

        Assert.Empty(_gateway.Failures);
        Assert.DoesNotContain(_gateway.Events, static happened => happened is GatewayEvent.TurnEnded);
        Assert.Single(_gateway["big"].Requests);
        Assert.False(Directory.Exists($"/proc/{pid}"));

        _gateway["big"].Answers("went on");
        _gateway.Start();
        Assert.Equal("went on", _gateway.EndOf(said).Reply);
        Assert.Contains("the gateway was stopped while this ran", Assert.Single(_gateway["big"].Requests[^1].Results));
        Assert.Equal(["finished"], _gateway.Rows("select state from effects", static row => row.GetString(0)));
    }

    [Fact]
    public void Stop_WhileAModelIsAsked_AsksItAgainAfterTheStart()
    {
        _gateway["big"].NeverAnswers();
        var said = _gateway.Say("hello");
        _gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);

        _gateway.Stop();
        Assert.DoesNotContain(_gateway.Events, static happened => happened is GatewayEvent.TurnEnded);

        _gateway["big"].Answers("here I am");
        _gateway.Start();
        Assert.Equal("here I am", _gateway.EndOf(said).Reply);
    }

    [Fact]
    public void Stop_WithMoreCallsToCome_RunsThemAfterTheStartAndOnce()
    {
        _gateway["big"]
            .Then(
                new ScriptedTurn
                {
                    Calls =
                    [
                        ("exec", """{"command":"sh -c 'echo one >> log; sleep 600'"}"""),
                        ("exec", """{"command":"sh -c 'echo two >> log'"}"""),
                    ],
                }
            );
        var said = _gateway.Say("run both");
        _gateway.UntilOutside(() => Log().Length == 1);

        _gateway.Stop();
        _gateway["big"].Answers("done");
        _gateway.Start();

        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Equal(["one", "two"], Log());
    }

    [Fact]
    public void Stop_OfAPersonMeanwhile_StaysWhatItWas()
    {
        var said = Run("sh -c 'echo $$ > pid; sleep 600'");

        _gateway.Say("/stop");

        Assert.Equal("stopped", _gateway.EndOf(said).State);
        Assert.Contains("stopped before it ended", _gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
    }

    private Accepted Run(string command)
    {
        _gateway["big"].Calls("exec", $$"""{"command":"{{command}}"}""");
        var said = _gateway.Say("run it");
        _gateway.UntilOutside(() =>
            File.Exists(Path.Combine(_gateway.Workspace, "pid")) && new FileInfo(Path.Combine(_gateway.Workspace, "pid")).Length > 0
        );
        return said;
    }

    private string[] Log() =>
        File.Exists(Path.Combine(_gateway.Workspace, "log")) ? File.ReadAllLines(Path.Combine(_gateway.Workspace, "log")) : [];
}
