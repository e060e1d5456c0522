using Microsoft.Data.Sqlite;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>When the disk refused the row of an expiry once, the timer was gone and the turn slept for ever.</summary>
public sealed class ExpiryAfterDiskFaultTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Expire_DiskRefusesOnce_ComesBack()
    {
        _gateway["big"].Calls("write", """{"path":"plan.txt","content":"v1"}""").Answers("done");
        var said = _gateway.Say("write the plan");
        _gateway.AskedBy(said);
        // More than a value may have is an error of the database and not a conflict of rows.
        Sql("create trigger full before update on approvals begin select zeroblob(2000000000); end");

        _gateway.Clock.Advance(TimeSpan.FromMinutes(31));
        _gateway.Until(() => _gateway.Failures.Count > 0);
        Sql("drop trigger full");
        _gateway.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Equal(["expired"], _gateway.Rows("select state from approvals", static row => row.GetString(0)));
    }

    private void Sql(string sql) =>
        _gateway.Run(async () =>
        {
            // Any connection will do: the store holds no lock between its writes.
            await using var connection = new SqliteConnection($"Data Source={_gateway.Folder.File("state.db")};Pooling=False");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        });
}
