using OpenClaw.Foundation.Storage;
using OpenClaw.Messages;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>A full disk is said, costs nothing that was accepted, and is over when there is space again.</summary>
public sealed class DisksThatRefuse : IDisposable
{
    private static readonly string s_long = new('x', 200_000);

    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Turn_DiskFullWhenTheModelAnswers_WaitsAndIsAnsweredWhenThereIsSpace()
    {
        _gateway["big"].AnswersAfter(TimeSpan.FromSeconds(1), s_long).Answers("next");
        var said = _gateway.Say("hello");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        _gateway.FillDisk(full: true);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("no space left", _gateway.Wait<GatewayEvent.TurnWaiting>(static _ => true).Line);
        Assert.NotNull(_gateway.Gateway.Store.Fault);
        var refused = _gateway.Say(s_long, session: "other");
        Assert.Contains("no space left", Assert.IsType<TurnOutcome.Failed>(refused.Outcome).Line);

        _gateway.FillDisk(full: false);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(s_long, _gateway.EndOf(said).Reply);
        Assert.Null(_gateway.Gateway.Store.Fault);
        Assert.Single(_gateway.Events.OfType<GatewayEvent.TurnWaiting>());
        Assert.Equal("next", _gateway.Ask("again").Reply);
    }

    [Fact]
    public void Turn_DiskFullBeforeACallRuns_RunsItOnceWhenThereIsSpace()
    {
        var call = $$"""{"path":"notes/a.txt","content":"{{s_long[..20_000]}}"}""";
        _gateway["big"].Then(new() { Delay = TimeSpan.FromSeconds(1), Calls = [("write", call)] }).Answers("written");
        var said = _gateway.Say("note");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        _gateway.FillDisk(full: true);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        _gateway.Wait<GatewayEvent.TurnWaiting>(static _ => true);
        Assert.False(File.Exists(Path.Combine(_gateway.Workspace, "notes/a.txt")));

        _gateway.FillDisk(full: false);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("written", _gateway.EndOf(said).Reply);
        Assert.Equal(["finished"], _gateway.Rows("select state from effects", static row => row.GetString(0)));
    }

    [Fact]
    public void Turn_KilledWhileItWaitsForTheDisk_GoesOnAfterTheRestart()
    {
        _gateway["big"].AnswersAfter(TimeSpan.FromSeconds(1), s_long).Answers("short");
        var said = _gateway.Say("hello");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        _gateway.FillDisk(full: true);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        _gateway.Wait<GatewayEvent.TurnWaiting>(static _ => true);

        _gateway.Kill();
        _gateway.Start();

        Assert.Equal("short", _gateway.EndOf(said).Reply);
        Assert.Single(_gateway.Transcript().OfType<Entry.User>());
    }

    [Fact]
    public void Expiry_StateRefusesForAWhile_HappensAfterwards()
    {
        _gateway["big"].Calls("write", """{"path":"plan.txt","content":"v1"}""").Answers("done");
        var said = _gateway.Say("plan");
        _gateway.AskedBy(said);
        _gateway.Sql("alter table approvals rename to elsewhere");
        _gateway.Clock.Advance(TimeSpan.FromMinutes(30));
        _gateway.Until(() => _gateway.Failures.Count > 0);

        _gateway.Sql("alter table elsewhere rename to approvals");
        // It tries again after a pause, and how many pauses went by meanwhile is nobody's business.
        _gateway.UntilAsked(() =>
        {
            _gateway.Clock.Advance(TimeSpan.FromSeconds(5));
            return _gateway.Rows("select state from approvals", static row => row.GetString(0)) is ["expired"];
        });

        Assert.Equal("done", _gateway.EndOf(said).Reply);
    }

    [Fact]
    public async Task Store_BatchThatIsItselfAtFault_IsRefusedAloneAndTheWriterLives()
    {
        using var folder = new TempFolder();
        await using var store = Store.Open(folder.File("state.db"));
        Batch Cursor(string channel) => new Batch().Add("insert into cursors(channel, account, value) values(@0, '', '')", channel);

        var good = store.CommitAsync(Cursor("a"));
        var noTable = store.CommitAsync(Cursor("b").Add("insert into nowhere values(1)"));
        var noType = store.CommitAsync(Cursor("c").Add("update cursors set value = @0", new object()));
        var alsoGood = store.CommitAsync(Cursor("d"));

        await good;
        await alsoGood;
        Assert.Equal(StorageFault.Other, (await Assert.ThrowsAsync<StorageException>(() => noTable)).Fault);
        Assert.Equal(StorageFault.Other, (await Assert.ThrowsAsync<StorageException>(() => noType)).Fault);
        Assert.Equal(
            ["a", "d"],
            await store.ReadAsync(static c => c.Query("select channel from cursors order by channel", static row => row.GetString(0)))
        );
        Assert.Null(store.Fault);
    }

    [Fact]
    public async Task Store_ReadAfterTheEnd_IsToldAndDoesNotWait()
    {
        using var folder = new TempFolder();
        var store = Store.Open(folder.File("state.db"));
        await store.DisposeAsync();

        Assert.Equal(StorageFault.Stopped, (await Assert.ThrowsAsync<StorageException>(() => store.ReadAsync(static _ => 1))).Fault);
    }
}
