using Microsoft.Data.Sqlite;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The audit as an operator uses it, and as somebody meddles with it who has the file.</summary>
public sealed class AuditTests : IAsyncDisposable
{
    private readonly OllamaDouble _model = new("hello");
    private readonly GatewayProcess _gateway;

    public AuditTests()
    {
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        _gateway = new GatewayProcess(Configs.Ollama(_model.Url));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Turn_IsListed_AndTheChainIsWhole()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("garden", "the password is tulip");
        await _gateway.SayAsync("kitchen", "hi");

        var garden = await _gateway.JsonAsync("audit", "--session", "garden");
        Assert.Equal(
            ["message", "delivery", "turn"],
            garden.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("kind").GetString())
        );
        var all = await _gateway.OkAsync("audit", "--since", "1h");
        Assert.Contains("version=", all);
        Assert.DoesNotContain("tulip", all + garden);
        Assert.Contains("nothing", await _gateway.OkAsync("audit", "--since", "2100-01-01"));
        Assert.Single((await _gateway.JsonAsync("audit", "--kind", "start", "-n", "5")).GetProperty("rows").EnumerateArray());

        var head = (await _gateway.JsonAsync("status")).GetProperty("audit");
        Assert.Contains(
            $"audit     {head.GetProperty("rows")} rows, head {head.GetProperty("head").GetString()}",
            await _gateway.OkAsync("status")
        );
        Assert.StartsWith(
            $"whole: rows 1 to {head.GetProperty("rows")}",
            await _gateway.OkAsync("audit", "verify", "--head", $"{head.GetProperty("rows")}:{head.GetProperty("head").GetString()}")
        );
    }

    [Theory]
    [InlineData("audit --since yesterday", 64, "\"yesterday\" is no time")]
    [InlineData("audit --kind mesage", 1, "Did you mean \"message\"?")]
    [InlineData("audit verify --head 7", 1, "write COUNT:HASH")]
    [InlineData("audit verify --file /nowhere/state.db", 1, "/nowhere/state.db does not exist")]
    public async Task Misuse_IsSaid(string line, int code, string words)
    {
        await _gateway.StartAsync();

        var result = await _gateway.RunAsync(line.Split(' '));

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(words, result.Stderr);
    }

    [Fact]
    public async Task RowChangedUnderARunningGateway_IsNamed()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", "hi");
        await _gateway.SayAsync("a", "hi again");
        Sql("update audit set body = replace(body, 'local:', 'nobody:') where seq = 2");

        var result = await _gateway.RunAsync("audit", "verify");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("row 2 was changed", result.Stderr);
        var json = await _gateway.RunAsync("audit", "verify", "--json");
        Assert.Equal(1, json.ExitCode);
        Assert.Contains("\"bad_row\":2", json.Stdout);
    }

    [Fact]
    public async Task TailCutOffWhileTheGatewayWasStopped_IsFoundByTheLog()
    {
        await _gateway.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await _gateway.SayAsync("a", "hi");
        }
        var head = (await _gateway.JsonAsync("status")).GetProperty("audit");
        var noted = $"{head.GetProperty("rows")}:{head.GetProperty("head").GetString()}";
        await StopAsync();
        Assert.Matches(@"audit: \d+ rows, head [0-9a-f]{64}", _gateway.Log);
        Assert.StartsWith("whole:", await _gateway.OkAsync("audit", "verify", "--file", Database, "--head", noted));
        Sql("delete from audit where seq > 5");

        // The file alone is a whole chain; what was noted of it says otherwise.
        Assert.StartsWith("whole: rows 1 to 5", await _gateway.OkAsync("audit", "verify", "--file", Database));
        Assert.Contains(
            "row 6 is missing, and so is all that came after it",
            (await _gateway.RunAsync("audit", "verify", "--file", Database, "--head", noted)).Stderr
        );
        await _gateway.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await _gateway.SayAsync("a", "and on it goes");
        }

        var result = await _gateway.RunAsync("audit", "verify");
        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"row \d+ is not the row that the log of \S+Z has", result.Stderr);
    }

    [Fact]
    public async Task File_OnAMediumThatCannotBeWritten_IsVerifiedAndNothingIsLeftBeside()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", "hi");
        var folder = Directory
            .CreateDirectory(_gateway.Folder.File("usb"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
            .FullName;
        await _gateway.OkAsync("backup", Path.Combine(folder, "b"));

        Assert.StartsWith("whole:", await _gateway.OkAsync("audit", "verify", "--file", Path.Combine(folder, "b")));
        Assert.Equal([Path.Combine(folder, "b")], Directory.GetFiles(folder));
    }

    private string Database => Path.Combine(_gateway.StatePath, "state.db");

    private async Task StopAsync()
    {
        _gateway.Signal("TERM");
        Assert.Equal(0, (await _gateway.ExitAsync()).ExitCode);
    }

    private void Sql(string sql)
    {
        using var database = new SqliteConnection($"Data Source={Database};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
