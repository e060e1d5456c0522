using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Storage.Migrations;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Storage;

/// <summary>States of older and newer programs: tried on a copy, migrated with a copy kept, refused with the way back.</summary>
public sealed class StateTrialTests : IDisposable
{
    private const int Old = 2;

    private readonly TempFolder _folder = new();

    private string File => _folder.File("state.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trial_OfAnOlderState_MigratesACopyAndLeavesItAsItWas()
    {
        MakeOld();
        var before = System.IO.File.ReadAllBytes(File);

        var trial = StateTrial.Run(_folder.Path);

        Assert.Equal((Old, Schema.Steps.Count), (trial.Schema, trial.SchemaAfter));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Trial_OfABackupAndOfAStateInUse_VerifiesTheAudit()
    {
        await using var store = Store.Open(File);
        await store.CommitAsync(new Batch().Audit(AuditKinds.Start, null, null, ("version", "1")));
        await store.CopyAsync(_folder.File("backup"), overwrite: false);

        Assert.Equal(store.AuditHead, StateTrial.Run(_folder.File("backup")).Audit);
        Assert.Equal(store.AuditHead, StateTrial.Run(_folder.Path).Audit);
    }

    [Fact]
    public async Task Trial_OfAStateWhoseAuditWasChanged_IsRefused()
    {
        await using (var store = Store.Open(File))
        {
            await store.CommitAsync(new Batch().Audit(AuditKinds.Start, null, null, ("version", "1")));
            await store.CommitAsync(new Batch().Audit(AuditKinds.Start, null, null, ("version", "1")));
        }
        Run("update audit set body = '{}' where seq = 1");

        var refused = Assert.Throws<StorageException>(() => StateTrial.Run(File));

        Assert.Contains("the audit of", refused.Message);
        Assert.Contains("row 1 was changed", refused.Message);
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void Trial_WhoseMigrationFails_IsRefusedAndNothingIsLeft()
    {
        MakeOld();
        // The next step adds what is there already.
        Run("alter table outbox add column resends integer");

        Assert.Throws<StorageException>(() => StateTrial.Run(File));

        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Migration_KeepsAWholeCopyThatTheProgramOfBeforeCanRestore()
    {
        MakeOld();

        await using (Store.Open(File)) { }

        var copy = Database.CopyBeforeMigration(File, Old);
        Assert.True(BackupSeal.IsOn(copy));
        StateRestore.Check(copy);
        Assert.Equal((Old, Schema.Steps.Count), (StateTrial.SchemaOf(copy), (int)StateTrial.SchemaOf(File)));
    }

    [Fact]
    public async Task StateOfANewerProgram_IsRefusedWithTheCopyOfBeforeAndTheCommand()
    {
        await using (Store.Open(File)) { }
        var known = Schema.Steps.Count;
        foreach (var schema in (int[])[known - 1, known, known + 1])
        {
            System.IO.File.WriteAllText(Database.CopyBeforeMigration(File, schema), "");
        }
        Run($"pragma user_version={known + 2}");

        var refused = Assert.Throws<StorageException>(() => Store.Open(File));

        Assert.Equal(StorageFault.Newer, refused.Fault);
        Assert.Contains($"openclaw restore -s {_folder.Path} {File}.schema{known},", refused.Message);
    }

    private void MakeOld() =>
        Run($"pragma page_size=1024; {Schema.Steps[0]}; {Schema.Steps[1]}; pragma application_id={0x6f636c77}; pragma user_version={Old}");

    private void Run(string sql)
    {
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
