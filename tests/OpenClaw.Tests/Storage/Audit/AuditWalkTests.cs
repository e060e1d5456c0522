using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Storage.Audit;

/// <summary>Whatever is changed in the table behind the gateway's back, the walk names the row.</summary>
public sealed class AuditWalkTests : IAsyncLifetime
{
    private const int Rows = 8;

    private readonly TempFolder _folder = new();
    private Store _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = Store.Open(_folder.File("state.db"));
        for (var i = 1; i <= Rows; i++)
        {
            await _store.CommitAsync(new Batch().Audit("message", $"local:{i}", i, ("id", i)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Walk_NothingChanged_FindsNothing()
    {
        var report = await WalkAsync(Head());

        Assert.Null(report.Fault);
        Assert.Equal((1, Rows, 1), (report.First, report.Head.Count, report.Pins));
    }

    [Theory]
    [InlineData("at = at + 1")]
    [InlineData("kind = 'verdict'")]
    [InlineData("session = 'local:other'")]
    [InlineData("session = null")]
    [InlineData("session = ''")]
    [InlineData("turn = 99")]
    [InlineData("turn = null")]
    [InlineData("body = '{}'")]
    [InlineData("body = body || ' '")]
    [InlineData("before = x'00'")]
    [InlineData("before = zeroblob(32)")]
    public async Task Walk_AColumnChanged_NamesTheRow(string change)
    {
        foreach (var seq in (int[])[2, 5, Rows - 1, Rows])
        {
            var head = Head();
            var original = (await _store.ReadAsync(static c => AuditTable.All(c).ToList()))[seq - 1];
            await SqlAsync($"update audit set {change} where seq = {seq}");

            var fault = (await WalkAsync(head)).Fault;

            // The newest row has nobody after it, so it is the noted end that it does not fit.
            Assert.Equal(seq, fault?.Seq);
            await _store.CommitAsync(
                new Batch().Add(
                    "update audit set at = @1, kind = @2, session = @3, turn = @4, body = @5, before = @6 where seq = @0",
                    original.Seq,
                    original.At,
                    original.Kind,
                    original.Session,
                    original.Turn,
                    original.Body,
                    original.Before
                )
            );
            Assert.Null((await WalkAsync(head)).Fault);
        }
    }

    [Fact]
    public async Task Walk_NumberChanged_NamesTheRowThatIsMissing()
    {
        await SqlAsync("update audit set seq = 100 where seq = 5");

        Assert.Equal(new AuditFault(5, "is missing"), (await WalkAsync(Head())).Fault);
    }

    [Fact]
    public async Task Walk_RowsTakenFromTheMiddle_NamesTheFirst()
    {
        await SqlAsync("delete from audit where seq in (4, 5)");

        Assert.Equal(new AuditFault(4, "is missing, and so are all up to 5"), (await WalkAsync(Head())).Fault);
    }

    [Fact]
    public async Task Walk_FirstRowNamesOneBefore_IsFound()
    {
        await SqlAsync("update audit set before = x'01' where seq = 1");

        Assert.Equal(1, (await WalkAsync(Head())).Fault?.Seq);
    }

    [Fact]
    public async Task Walk_TailCutOff_IsFoundAgainstTheHead()
    {
        var head = Head();
        await SqlAsync("delete from audit where seq > 6");

        Assert.Null((await WalkAsync()).Fault);
        Assert.Equal(new AuditFault(7, "is missing, and so is all that came after it: --head has 8 rows"), (await WalkAsync(head)).Fault);
    }

    [Fact]
    public async Task Walk_ChainWrittenAnew_IsFoundAgainstTheHead()
    {
        var head = Head();
        using var other = new TempFolder();
        await using var forged = Store.Open(other.File("state.db"));
        for (var i = 1; i <= Rows + 2; i++)
        {
            await forged.CommitAsync(new Batch().Audit("message", $"local:{i}", i, ("id", i == 3 ? 33 : i)));
        }

        var report = await forged.ReadApartAsync(c => AuditWalk.Run(AuditTable.All(c), [head]));

        Assert.Equal(Rows, report.Fault?.Seq);
        Assert.Contains("written anew", report.Fault?.What);
    }

    [Fact]
    public async Task Walk_BeginningCutByRetention_IsFine()
    {
        var head = Head();
        await CutAsync(3);
        await CutAsync(2);

        var report = await WalkAsync(head, new AuditPin(new AuditHead(2, new byte[32]), "a note of rows that are gone"));

        Assert.Null(report.Fault);
        Assert.Equal((6, Rows + 2), (report.First, report.Head.Count));
    }

    [Fact]
    public async Task Walk_BeginningCutBySomebodyElse_IsFound()
    {
        await SqlAsync("delete from audit where seq <= 3");
        Assert.Contains("no retention row tells of a cut", (await WalkAsync(Head())).Fault?.What);
    }

    [Fact]
    public async Task Walk_CutFurtherThanRetentionSays_IsFound()
    {
        await CutAsync(3);
        await SqlAsync("delete from audit where seq <= 5");

        var fault = (await WalkAsync(Head())).Fault;
        Assert.Equal(6, fault?.Seq);
        Assert.Contains("tells of a cut up to 3", fault?.What);
    }

    [Theory]
    [InlineData("scribble")]
    [InlineData("[]")]
    [InlineData("{\"upto\":\"x\",\"hash\":7}")]
    public async Task Walk_RetentionRowScribbledOn_IsNamed(string body)
    {
        await CutAsync(3);
        await _store.CommitAsync(new Batch().Audit("message", null, null));
        await SqlAsync($"update audit set body = '{body}' where kind = 'retention'");

        Assert.Equal(Rows + 1, (await WalkAsync(Head())).Fault?.Seq);
    }

    [Fact]
    public async Task Cut_EverythingIsOld_KeepsTheNewestRow()
    {
        var end = await _store.ReadAsync(static c => AuditTable.OldEnd(c, DateTimeOffset.MaxValue, 1000));

        Assert.Equal(Rows - 1, end?.Count);
    }

    private AuditPin Head() => new(_store.AuditHead, "--head");

    private async Task CutAsync(int rows)
    {
        var batch = new Batch();
        AuditTable.Cut(batch, (await _store.ReadAsync(c => AuditTable.OldEnd(c, DateTimeOffset.MaxValue, rows)))!);
        await _store.CommitAsync(batch);
        Assert.Equal(rows, batch.Changed);
    }

    private Task SqlAsync(string sql) => _store.CommitAsync(new Batch().Add(sql));

    private Task<AuditReport> WalkAsync(params AuditPin[] pins) => _store.ReadApartAsync(c => AuditWalk.Run(AuditTable.All(c), pins));
}
