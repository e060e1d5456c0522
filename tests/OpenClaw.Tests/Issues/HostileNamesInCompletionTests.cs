using System.Diagnostics;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Issues;

/// <summary>The completion of bash ran what stood in the name of a session: <c>compgen -W</c> expands its words, and whoever may send a
/// message chooses such a name.</summary>
public sealed class HostileNamesInCompletionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x$(touch ran)")]
    [InlineData("x`touch ran`")]
    [InlineData("x;touch ran")]
    public async Task Completion_OfANameThatHoldsACommand_RunsNothingAndQuotesIt(string name)
    {
        var offered = await CompleteAsync("openclaw send --session x", name, "other");

        Assert.False(File.Exists(_folder.File("ran")));
        // As the shell would read it back when the line is sent off: one word, the name.
        Assert.Equal([name], await WordsAsync(offered));
        Assert.False(File.Exists(_folder.File("ran")));
    }

    [Fact]
    public async Task Completion_OfAKeyWithAColon_ReplacesWhatStandsAfterIt() =>
        Assert.Equal(
            ["12", "13"],
            await WordsAsync(await CompleteAsync("openclaw send --session telegram:1", "telegram:12", "telegram:13", "slack:1"))
        );

    [Fact]
    public async Task Completion_WithoutADash_OffersNoOptions() =>
        Assert.Equal(["status"], await WordsAsync(await CompleteAsync("openclaw ", "--help", "status")));

    private async Task<string> CompleteAsync(string line, params string[] names)
    {
        var script = new StringWriter();
        Assert.Equal(
            0,
            await CommandTable.RunAsync(
                ["completion", "bash"],
                new CommandContext
                {
                    Out = script,
                    Error = TextWriter.Null,
                    In = TextReader.Null,
                }
            )
        );
        _folder.Write("completion.sh", script.ToString());
        _folder.Write("names", string.Join('\n', names) + "\n");
        return await BashAsync(
            """
            openclaw() { cat names; }
            . ./completion.sh
            COMP_LINE=$1 COMP_POINT=${#1}
            _openclaw
            printf '%s\n' "${COMPREPLY[@]}"
            """,
            line
        );
    }

    private async Task<string[]> WordsAsync(string offered) =>
        (await BashAsync("eval \"words=(${1//$'\\n'/ })\"; printf '%s\\n' \"${words[@]}\"", offered)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );

    private async Task<string> BashAsync(string script, string argument)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "no bash");
        using var bash = Process.Start(
            new ProcessStartInfo("/bin/bash", ["--norc", "-c", script, "bash", argument])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = _folder.Path,
            }
        )!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.TrimEnd('\n');
    }
}
