namespace OpenClaw.Tests.Commands;

public sealed class OutboxCommandTests : CommandBench
{
    [Theory]
    [InlineData("outbox", "4 2", "")]
    [InlineData("outbox list", "4 2", "")]
    [InlineData("outbox --all", "4 2 1", "")]
    [InlineData("outbox list --state sent --all", "1", "")]
    [InlineData("outbox list -n 1", "4", "(there are older ones; -n shows them)\n")]
    public async Task Outbox_ListsWhatWasAskedFor(string line, string ids, string error)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ')));
        Assert.Equal(
            ids,
            string.Join(
                ' ',
                _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static row => row.Split(' ')[0])
            )
        );
        Assert.Equal(error, _error.ToString());
    }

    [Fact]
    public async Task Outbox_List_SaysWhatBecomesOfEachInALine()
    {
        await RunAsync("outbox", "--all");
        Assert.Equal(
            """
            ID  TO          STATE    TRIES  QUEUED     WHAT BECOMES OF IT       TEXT
            4   telegram:1  pending  2      1m ago     tried in 30s, slow down  first line\n\u{202E}second
            2   telegram:1  unknown  1      2h ago     connection lost          are you there?
            1   telegram:1  sent     1      2h 1m ago  sent 2h ago              hello

            """,
            _out.ToString()
        );
    }
}
