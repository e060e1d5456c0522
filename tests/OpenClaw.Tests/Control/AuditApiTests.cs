using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Peers;
using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Control;

/// <summary>Who may read the audit and take the state away, and what is answered to nonsense.</summary>
public sealed class AuditApiTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConfigFolder _config = new();
    private readonly Store _store;
    private readonly ControlRig _rig;

    public AuditApiTests()
    {
        _store = Store.Open(_folder.File("state.db"));
        var config = new Current<GatewayConfig>(
            _config.Config(
                "[agent]\ntimezone = \"Asia/Kolkata\"\nowners = [\"local:nobody-here\"]\n[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\n"
            )
        );
        var rights = new PeerRights(config);
        var rows = new BackupRows(_store, NullLogger.Instance);
        _rig = ControlRig.On(loop =>
        {
            var audit = new AuditApi(_store, null, config, rights);
            var backups = new BackupApi(loop, _store, rows, rights);
            return
            [
                AuditApi.List.By(audit.ListAsync),
                AuditApi.Verify.By(audit.VerifyAsync),
                BackupApi.Backup.By(backups.BackupAsync),
                BackupApi.Open.By(backups.OpenAsync),
                BackupApi.Read.By(backups.ReadAsync),
            ];
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _store.DisposeAsync();
        _config.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("audit.list", "{}")]
    [InlineData("audit.verify", "{}")]
    [InlineData("backup", """{"path":"/tmp/never"}""")]
    [InlineData("backup.open", "{}")]
    [InlineData("backup.read", """{"offset":0}""")]
    public async Task NoOwner_IsRefused(string method, string parameters)
    {
        // Let in by [control] users, and no more than that.
        var answer = await _rig.Connect(uid: 4242).AskAsync(Request(method, parameters));

        Assert.Contains("-32001", answer);
        Assert.Contains("only an owner may", answer);
        Assert.False(File.Exists("/tmp/never"));
    }

    [Theory]
    [InlineData("audit.list", "{}")]
    [InlineData("audit.verify", "{}")]
    [InlineData("backup", """{"path":"/tmp/never"}""")]
    [InlineData("backup.open", "{}")]
    [InlineData("backup.read", """{"offset":0}""")]
    public async Task CommandThatTheGatewayRuns_IsRefused(string method, string parameters) =>
        Assert.Contains(
            "is refused to commands that the gateway runs",
            await _rig.Connect(pid: ControlRig.Launched).AskAsync(Request(method, parameters))
        );

    [Theory]
    [InlineData("audit.list", """{"kind":"mesage"}""", "Did you mean")]
    [InlineData("audit.verify", """{"head":"7"}""", "COUNT:HASH")]
    [InlineData("backup", """{"path":"here"}""", "path must be absolute")]
    public async Task Nonsense_IsSaid(string method, string parameters, string words)
    {
        var answer = await _rig.Connect(uid: 0).AskAsync(Request(method, parameters));

        Assert.Contains("-32602", answer);
        Assert.Contains(words, answer);
    }

    [Theory]
    [InlineData("pending", "11", null)]
    [InlineData("approved", "11", "approval bako-42 is approved, and the audit says pending")]
    [InlineData("pending", "22", "approval bako-42 is bound to another call than the audit says")]
    public async Task Verify_ApprovalThatTheAuditDoesNotTell_IsNotWhole(string state, string digest, string? problem)
    {
        await _store.CommitAsync(
            Approval("bako-42", state, digest).Audit("approval", null, 1, ("id", "bako-42"), ("state", "asked"), ("digest", "11"))
        );

        var answer = await _rig.Connect(uid: 0).AskAsync(Request("audit.verify", "{}"));

        Assert.Contains(problem ?? "\"ok\":true", answer);
    }

    [Fact]
    public async Task Verify_ApprovalThatTheAuditNeverHeardOf_IsNotWhole()
    {
        await _store.CommitAsync(new Batch().Audit("message", null, null, ("id", 1)));
        await _store.CommitAsync(Approval("bako-42", "approved", "11", at: 4_000_000_000_000));

        Assert.Contains("the audit knows of no such approval", await _rig.Connect(uid: 0).AskAsync(Request("audit.verify", "{}")));
    }

    private static Batch Approval(string id, string state, string digest, long at = 1) =>
        new Batch().Add(
            """
            insert into approvals(id, turn, call, session, sender, tool, arguments, display, digest, policy, rule, span, approvers, self, asked_at, expires_at, state)
            values(@0, 1, 'c', 's', 'p', 't', '{}', 'd', @2, 'p', 'r', 's', '', 0, @3, 1, @1)
            """,
            id,
            state,
            digest,
            at
        );

    [Fact]
    public async Task List_ScribbledRow_IsShownAsItIs()
    {
        await _store.CommitAsync(new Batch().Audit("message", null, null, ("id", 1)).Audit("message", null, null, ("id", 2)));
        await _store.CommitAsync(new Batch().Add("update audit set body = 'scri\"bble', at = 9223372036854775807 where seq = 1"));

        var answer = await _rig.Connect(uid: 0).AskAsync(Request("audit.list", "{}"));

        Assert.Contains("scri", answer);
        // By the agent's clock, and by how much that is off.
        Assert.Contains("+05:30\"", answer);
        Assert.Contains("\"body\":{\"id\":2}", answer);
    }

    [Fact]
    public async Task List_SinceATimeWithoutAZone_IsByTheAgentsClock()
    {
        await _store.CommitAsync(new Batch().Audit("message", null, null, ("id", 1)));
        var there = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(5.5)).DateTime;

        Assert.Contains("\"kind\":\"message\"", await ListAsync(there.AddHours(-1)));
        Assert.DoesNotContain("\"kind\":\"message\"", await ListAsync(there.AddHours(1)));

        async Task<string?> ListAsync(DateTime since) =>
            await _rig.Connect(uid: 0).AskAsync(Request("audit.list", $$"""{"since_local":"{{since:yyyy-MM-ddTHH:mm:ss}}"}"""));
    }

    [Fact]
    public async Task Backup_IsInTheAudit_AndInItsOwnCopy()
    {
        var answer = await _rig.Connect(uid: 0).AskAsync(Request("backup", $$"""{"path":"{{_folder.File("copy")}}"}"""));

        Assert.Contains("\"audit\":{\"rows\":1,", answer);
        Assert.Equal(1, OpenClaw.Foundation.Storage.AuditFile.Walk(_folder.File("copy"), []).Head.Count);
    }

    [Fact]
    public async Task Backup_ThatFails_HasARowThatSaysSo()
    {
        var answer = await _rig.Connect(uid: 0).AskAsync(Request("backup", $$"""{"path":"{{_folder.File("nowhere", "copy")}}"}"""));

        Assert.Contains("does not exist", answer);
        var rows = await _store.ReadAsync(static connection =>
            connection.Query("select body from audit where kind = 'backup' order by seq", static row => row.GetString(0))
        );
        Assert.Equal(2, rows.Count);
        Assert.Contains("\"state\":\"failed\"", rows[1]);
    }

    [Fact]
    public async Task Backup_StateThatCannotBeWritten_IsMadeAllTheSameAndSaysThatItsRowIsMissing()
    {
        await FillAsync();

        var answer = await _rig.Connect(uid: 0).AskAsync(Request("backup", $$"""{"path":"{{_folder.File("copy")}}"}"""));

        Assert.Contains("\"warning\":\"the audit has no row of this backup: ", answer);
        Assert.Contains("no space left", answer);
        Assert.Equal(_store.AuditHead, StateRestore.Check(_folder.File("copy")));
    }

    [Fact]
    public async Task Backup_ThatFailsWhereItsRowCannotBeWrittenEither_SaysWhyThereIsNoCopy()
    {
        await FillAsync();

        Assert.Contains(
            "does not exist, so copy cannot be put there",
            await _rig.Connect(uid: 0).AskAsync(Request("backup", $$"""{"path":"{{_folder.File("nowhere", "copy")}}"}"""))
        );
    }

    [Fact]
    public async Task Read_WithoutACopy_IsSaid() =>
        Assert.Contains("backup.open begins one", await _rig.Connect(uid: 0).AskAsync(Request("backup.read", """{"offset":0}""")));

    /// <summary>What needs a new page is refused from now on, as on a full disk.</summary>
    private async Task FillAsync()
    {
        await _store.LookAsync(static connection => connection.Run("pragma max_page_count=1"));
        var isFull = false;
        while (!isFull)
        {
            try
            {
                await _store.CommitAsync(new Batch().Audit("message", null, null, ("id", 1)));
            }
            catch (StorageException)
            {
                isFull = true;
            }
        }
    }

    private static string Request(string method, string parameters) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""";
}
