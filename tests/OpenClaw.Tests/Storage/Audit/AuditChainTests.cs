using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Storage.Audit;

public sealed class AuditChainTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    // Made with another program from the words of AuditRow.Hash. They never change: a state directory somewhere has rows like these.
    [Fact]
    public void Hash_OfKnownRows_IsTheOneWrittenDown()
    {
        var first = new AuditRow(1, 1767600000000, "start", null, null, """{"version":"0.1.0"}""", new byte[32]);
        var second = new AuditRow(2, 1767600001000, "message", "local:main", 7, """{"sender":"local:pi","length":5}""", first.Hash());
        var empty = new AuditRow(3, 1767600002000, "turn", "", null, """{"größe":"x"}""", second.Hash());

        Assert.Equal("2534ebcb455c2d3d53a236d6e26c9b307017e26e3aa29eb2354a851b747bb50e", Hex(first));
        Assert.Equal("c1ec3dabd83d3814b3784218f75b83e0fb3f44510959e993c8541de05c21563e", Hex(second));
        Assert.Equal("45ce642eb4bbd82bbc7c7955c89e9ca48a1ccc36ad51c46b70bc987b3a15d622", Hex(empty));
        Assert.Equal("3ef0788d8c4878f655c30dbcc495827bb084ba9395b25c67b5ace19678dfa389", Hex(empty with { Session = null }));
    }

    [Fact]
    public void Hash_FieldsThatMeetElsewhere_Differ()
    {
        var row = new AuditRow(1, 2, "ab", "c", null, "{}", new byte[32]);

        Assert.NotEqual(Hex(row), Hex(row with { Kind = "a", Session = "bc" }));
        Assert.NotEqual(Hex(row), Hex(row with { Session = null, Kind = "abc" }));
        Assert.NotEqual(Hex(row), Hex(row with { Turn = 0 }));
        Assert.NotEqual(Hex(row), Hex(row with { Before = [] }));
    }

    [Fact]
    public void Body_LeavesOutWhatIsNull_AndTakesNothingElse()
    {
        Assert.Equal(
            """{"a":"größe \"x\"","n":7,"l":8,"f":true}""",
            AuditEntry.BodyOf([("a", "größe \"x\""), ("none", null), ("n", 7), ("l", 8L), ("f", true)])
        );
        Assert.Throws<ArgumentException>(() => AuditEntry.BodyOf([("at", DateTimeOffset.UnixEpoch)]));
    }

    [Fact]
    public async Task Commit_Rows_AreNumberedAndChainedInTheOrderOfTheCommits()
    {
        await using var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.CommitAsync(Row($"k{i}").Audit("second", null, i))));

        var rows = await RowsAsync(store);

        Assert.Equal(Enumerable.Range(1, 100).Select(static i => (long)i), rows.Select(static r => r.Seq));
        Assert.Equal(new byte[32], rows[0].Before);
        for (var i = 1; i < rows.Count; i++)
        {
            Assert.Equal(rows[i - 1].Hash(), rows[i].Before);
        }
        Assert.Equal(new AuditHead(100, rows[^1].Hash()), store.AuditHead);
        Assert.All(rows, row => Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), row.At));
    }

    [Fact]
    public async Task Commit_BatchThatConflicts_LeavesTheChainWhole()
    {
        await using var store = Open();
        var first = store.CommitAsync(Row("a"));
        var conflict = store.CommitAsync(Row("b").Audit("b2", null, null).Expect(1, "update cursors set value = 'x'"));
        var atFault = store.CommitAsync(Row("c").Add("insert into nowhere values(1)"));
        var last = store.CommitAsync(Row("d"));

        await first;
        await Assert.ThrowsAsync<BatchConflictException>(() => conflict);
        await Assert.ThrowsAsync<StorageException>(() => atFault);
        await last;

        Assert.Equal(["a", "d"], (await RowsAsync(store)).Select(static r => r.Kind));
        await AssertWholeAsync(store);
    }

    [Fact]
    public async Task Commit_GroupThatTheDiskRefuses_LeavesTheChainWhole()
    {
        await using var store = Open();
        await store.CommitAsync(Row("a").Add("pragma max_page_count=1"));
        var head = store.AuditHead;

        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            store.CommitAsync(Row("b").Add("insert into cursors(channel, account, value) values('x', '', @0)", new string('x', 100_000)))
        );
        Assert.Equal(StorageFault.DiskFull, refused.Fault);
        Assert.Equal(head, store.AuditHead);
        await store.CommitAsync(new Batch().Add("pragma max_page_count=1000000"));
        await store.CommitAsync(Row("c"));

        Assert.Equal(["a", "c"], (await RowsAsync(store)).Select(static r => r.Kind));
        await AssertWholeAsync(store);
    }

    [Fact]
    public async Task Commit_IfChanged_WritesOnlyWhatHappened()
    {
        await using var store = Open();
        await store.CommitAsync(
            new Batch().Add("insert into cursors(channel, account, value) values('a', '', '1')").AuditIfChanged("yes", null, null)
        );
        await store.CommitAsync(new Batch().Add("update cursors set value = '2' where channel = 'b'").AuditIfChanged("no", null, null));

        Assert.Equal(["yes"], (await RowsAsync(store)).Select(static r => r.Kind));
    }

    [Fact]
    public async Task Open_Again_GoesOnWithTheChain()
    {
        await using (var store = Open())
        {
            await store.CommitAsync(Row("a"));
        }
        await using (var store = Open())
        {
            Assert.Equal(1, store.AuditHead.Count);
            await store.CommitAsync(Row("b"));
            await AssertWholeAsync(store);
        }
    }

    [Fact]
    public async Task Commit_RowThatSomebodyElseWrote_IsNoConflictOfOurs()
    {
        await using var store = Open();
        await store.CommitAsync(Row("a").Add("insert into audit(seq, at, kind, body, before) values(2, 0, 'forged', '{}', x'00')"));

        var refused = await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Row("b")));
        Assert.Contains("somebody else has written to the audit", refused.Message);
    }

    [Theory]
    [InlineData("7", false)]
    [InlineData("7:00", false)]
    [InlineData("-7:0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("7:000000000000000000000000000000000000000000000000000000000000000g", false)]
    [InlineData("7:000000000000000000000000000000000000000000000000000000000000000A", true)]
    public void Head_Text_IsReadBack(string text, bool good)
    {
        Assert.Equal(good, AuditHead.TryParse(text, out var head));
        if (good)
        {
            Assert.Equal(text.ToLowerInvariant(), head!.ToString());
        }
    }

    private Store Open() => Store.Open(_folder.File("state.db"), _clock);

    private static Batch Row(string kind) => new Batch().Audit(kind, null, null, ("kind", kind));

    private static Task<List<AuditRow>> RowsAsync(Store store) => store.ReadAsync(static c => AuditTable.All(c).ToList());

    private static async Task AssertWholeAsync(Store store) =>
        Assert.Null((await store.ReadApartAsync(c => AuditWalk.Run(AuditTable.All(c), [new AuditPin(store.AuditHead, "the head")]))).Fault);

    private static string Hex(AuditRow row) => Convert.ToHexStringLower(row.Hash());
}
