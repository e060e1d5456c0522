using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Peers;
using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.Control;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Issues;

/// <summary>A backup could go to a file only; one that is sent on must be whole, or have failed for everybody who looks.</summary>
public sealed class BackupsToStandardOutput : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConfigFolder _config = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly Store _store;
    private readonly ControlRig _rig;

    public BackupsToStandardOutput()
    {
        _store = Store.Open(_folder.File("state.db"));
        var rights = new PeerRights(new Current<GatewayConfig>(_config.Config("[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\n")));
        var rows = new BackupRows(_store, NullLogger.Instance);
        _rig = ControlRig.On(loop =>
        {
            var backups = new BackupApi(loop, _store, rows, rights);
            return [BackupApi.Backup.By(backups.BackupAsync), BackupApi.Open.By(backups.OpenAsync), BackupApi.Read.By(backups.ReadAsync)];
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _store.DisposeAsync();
        _config.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Backup_OfSeveralPieces_ArrivesWholeWithItsChecksumAndNothingElse()
    {
        await _store.CommitAsync(
            new Batch().Add("insert into cursors(channel, account, value) values('c', '', @0)", new string('x', 2_000_000))
        );
        var bytes = new MemoryStream();

        Assert.Equal(0, await RunAsync(() => bytes, "backup", "-"));

        Assert.Equal("", _out.ToString());
        Assert.StartsWith("standard output: ", _error.ToString());
        var file = _folder.File("arrived");
        await File.WriteAllBytesAsync(file, bytes.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(BackupSeal.IsOn(file));
        Assert.Equal(1, StateRestore.Check(file).Count);
        Assert.Equal(
            ["arrived", "state.db", "state.db-shm", "state.db-wal"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order()
        );
        Assert.Equal(["{\"by\":\"local:root\",\"file\":\"-\"}"], await RowsAsync());
    }

    [Fact]
    public async Task Backup_NobodyReadsAnyMore_FailsAndTheAuditSaysSo()
    {
        Assert.Equal(1, await RunAsync(static () => new ClosedPipe(), "backup", "-"));

        Assert.Contains("nobody reads", _error.ToString());
        Assert.Equal("", _out.ToString());
        // The row comes when the connection has ended, which nobody waits for.
        IReadOnlyList<string> rows;
        for (rows = await RowsAsync(); rows.Count < 2; rows = await RowsAsync())
        {
            await Task.Yield();
        }
        Assert.Contains("\"state\":\"failed\"", rows[1]);
    }

    [Fact]
    public async Task Backup_ToATerminal_IsRefused()
    {
        Assert.Equal(
            64,
            await CommandTable.RunAsync(
                ["backup", "-"],
                Context(static () => throw new InvalidOperationException("it was opened")) with
                {
                    OutputIsTerminal = true,
                }
            )
        );

        Assert.Contains("no text for a terminal", _error.ToString());
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Backup_WithJson_SaysItBesideTheBackup()
    {
        Assert.Equal(0, await RunAsync(static () => new MemoryStream(), "backup", "-", "--json"));

        Assert.Equal("", _out.ToString());
        Assert.StartsWith("{\"path\":\"-\",\"bytes\":", _error.ToString());
    }

    private async Task<IReadOnlyList<string>> RowsAsync() =>
        await _store.ReadAsync(static c =>
            c.Query("select body from audit where kind = 'backup' order by seq", static row => row.GetString(0))
        );

    private Task<int> RunAsync(Func<Stream> output, params string[] args) => CommandTable.RunAsync(args, Context(output));

    private CommandContext Context(Func<Stream> output) =>
        new()
        {
            Out = _out,
            Error = _error,
            OutBytes = output,
            ConnectAsync = (_, _) => Task.FromResult(new ControlClient(_rig.Connect(uid: 0).Stream, "test")),
        };

    private sealed class ClosedPipe : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("nobody reads standard output any more");
    }
}
