using System.Text.Json;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.Control;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands;

public sealed class CommandTableTests : CommandBench
{
    [Fact]
    public async Task NoWords_PrintsHelpToStderr()
    {
        Assert.Equal(64, await RunAsync());
        Assert.Contains("openclaw check", _error.ToString());
        Assert.Equal("", _out.ToString());
    }

    [Theory]
    [InlineData("sned", "there is no command \"sned\". Did you mean \"send\"?")]
    [InlineData("approve", "approve needs ID: The approval, as `openclaw approvals` names it")]
    [InlineData("deny", "deny needs ID: The approval, as `openclaw approvals` names it")]
    [InlineData("approvals show", "show needs ID: The approval")]
    [InlineData("sessions shwo", "there is no command \"shwo\". Did you mean \"show\"?")]
    [InlineData("status --nonsense", "--nonsense")]
    [InlineData("logs --level loud", "loud")]
    [InlineData("events --count 0", "--count is 1 or more, not 0")]
    [InlineData("explain", "give a shell line")]
    [InlineData("explain --tool read --arguments [1]", "--arguments is not a JSON object: it is a list")]
    [InlineData("explain --tool read --arguments {path}", "--arguments is not a JSON object: 'p' is an invalid start")]
    public async Task Misuse_IsSaidAndEndsWith64(string line, string expected)
    {
        Assert.Equal(64, await RunAsync(line.Split(' ')));
        Assert.Contains(expected, _error.ToString());
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public void BuildOne_ByItsName_IsTheSameCommand()
    {
        foreach (var command in CommandTable.Build(Context()).Subcommands)
        {
            var alone = Assert.Single(CommandTable.BuildOne(Context(), [command.Name, "--json"])!.Subcommands);
            Assert.Equal((command.Name, command.GetType()), (alone.Name, alone.GetType()));
        }
    }

    [Theory]
    [InlineData("statu")]
    [InlineData("--json", "status")]
    [InlineData("status", "--help")]
    [InlineData("status", "-h")]
    [InlineData("[suggest:6]", "openclaw st")]
    public void BuildOne_WhatNeedsAllOfThem_IsNothing(params string[] args) => Assert.Null(CommandTable.BuildOne(Context(), args));

    [Theory]
    [InlineData("help", "openclaw tui")]
    [InlineData("help send", " send [<TEXT>...]")]
    [InlineData("help models pull", " models pull <MODEL>")]
    [InlineData("version", "1")]
    [InlineData("-V", "1")]
    public async Task WhatPeopleGuess_IsUnderstood(string line, string expected)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ')));
        if (expected == "1")
        {
            Assert.Equal(await VersionAsync(), _out.ToString());
        }
        else
        {
            Assert.Contains(expected, _out.ToString());
        }
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task HelpOfWhatIsNoCommand_SaysTheNearest()
    {
        Assert.Equal(64, await RunAsync("help", "sned"));
        Assert.StartsWith("openclaw: there is no command \"sned\". Did you mean \"send\"?", _error.ToString());
    }

    [Fact]
    public async Task Help_AsksNoGateway()
    {
        foreach (var path in Paths(CommandTable.Build(Context()), []))
        {
            var context = Context() with
            {
                ConnectAsync = (_, _) => throw new InvalidOperationException($"{string.Join(' ', path)} --help asked the gateway"),
            };
            Assert.Equal(0, await CommandTable.RunAsync([.. path, "--help"], context));
        }
    }

    [Fact]
    public async Task Check_WithoutAFile_TakesTheRunningGatewaysAndSaysSo()
    {
        using var folder = new ConfigFolder();
        folder.With("openclaw.toml", "[models.m]\nprovider = \"scripted\"\n[chains.default]\nmodels = [\"m\"]\n");
        var file = Path.Combine(folder.Path, "openclaw.toml");
        var status = new StatusResult
        {
            Version = "1",
            Pid = 1,
            StartedAt = s_now,
            UptimeSeconds = 0,
            ConfigFile = file,
            StateDir = folder.Path,
            Socket = "/run/x",
            Memory = new MemoryStatus(1, 2, 3),
            Loop = new LoopStatus { Backlog = 0, SlowCallbacks = 0 },
            Sessions = new SessionCounts(),
        };
        await using var rig = new ControlRig(Fixed(StatusApi.Status, _ => status));

        Assert.Equal(
            0,
            await CommandTable.RunAsync(
                ["check"],
                Context() with
                {
                    ConnectAsync = (_, _) => Task.FromResult(new ControlClient(rig.Connect().Stream, "test")),
                }
            )
        );

        Assert.Contains($"note: {file} is checked, which the running gateway has read", _error.ToString());
        Assert.StartsWith($"{file}: ok", _out.ToString());
    }

    [Fact]
    public async Task Check_OfAFile_AsksNoGateway()
    {
        using var folder = new ConfigFolder();
        folder.With("openclaw.toml", "[models.m]\nprovider = \"scripted\"\n[chains.default]\nmodels = [\"m\"]\n");
        var context = Context() with { ConnectAsync = (_, _) => throw new InvalidOperationException("check asked the gateway") };

        Assert.Equal(0, await CommandTable.RunAsync(["check", "-c", Path.Combine(folder.Path, "openclaw.toml")], context));
        Assert.DoesNotContain("running gateway", _error.ToString());
    }

    [Fact]
    public void LogLines_AreByTheAgentsClock()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        Assert.Equal("2026-01-05 13:30:00 +05:30 info  ready", LogsCommand.ByClock("2026-01-05T08:00:00.000Z info  ready", zone));
        Assert.Equal("2026-01-05T08:00:00.000Z info  ready", LogsCommand.ByClock("2026-01-05T08:00:00.000Z info  ready", null));
        Assert.Equal("no time here", LogsCommand.ByClock("no time here", zone));
    }

    /// <summary>What a library says of a value that it cannot read names types, which are nobody's business.</summary>
    [Fact]
    public async Task ValuesOfTheWrongKind_AreSaidWithoutNamesOfTypes()
    {
        var root = CommandTable.Build(Context());
        foreach (var path in Paths(root, []))
        {
            var command = path.Aggregate((System.CommandLine.Command)root, static (at, name) => at.Subcommands.Single(c => c.Name == name));
            string[][] wrong =
            [
                .. command
                    .Options.Where(static o => o.ValueType != typeof(bool) && o.ValueType != typeof(string))
                    .Select(static o => new[] { o.Name, "loud" }),
                ["loud"],
            ];
            foreach (var words in wrong)
            {
                // What is understood would be done.
                if (root.Parse([.. path, .. words]).Errors.Count == 0)
                {
                    continue;
                }
                _error.GetStringBuilder().Clear();
                Assert.Equal(64, await RunAsync([.. path, .. words]));
                Assert.DoesNotContain("System.", _error.ToString());
                Assert.DoesNotContain("Exception", _error.ToString());
                Assert.DoesNotContain("type '", _error.ToString());
            }
        }
    }

    [Theory]
    [InlineData("outbox", "list")]
    [InlineData("outbox")]
    public async Task AnswerOfAnotherShape_IsSaidWithoutNamesOfTypes(params string[] args)
    {
        await using var rig = new ControlRig(new OddMethod());

        Assert.Equal(
            1,
            await CommandTable.RunAsync(args, Context() with { Connect = _ => new ControlClient(rig.Connect().Stream, "test") })
        );

        Assert.Equal(
            "openclaw: the gateway's answer to outbox.list is not understood (at $.messages); is it of another version than this command?\n",
            _error.ToString()
        );
    }

    private static IEnumerable<string[]> Paths(System.CommandLine.Command command, string[] above) =>
        command.Subcommands.SelectMany(child => Paths(child, [.. above, child.Name]).Prepend([.. above, child.Name]));

    private async Task<string> VersionAsync()
    {
        var output = new StringWriter();
        await CommandTable.RunAsync(["--version"], Context() with { Out = output });
        return output.ToString();
    }

    [Fact]
    public async Task Help_OfEachCommand_HasADescriptionAndAnExample()
    {
        foreach (var command in CommandTable.Build(Context()).Subcommands)
        {
            _out.GetStringBuilder().Clear();
            Assert.Equal(0, await RunAsync(command.Name, "--help"));
            Assert.Contains("Examples:\n", _out.ToString());
            Assert.Contains($"openclaw {command.Name}", _out.ToString());
        }
    }

    [Fact]
    public async Task Approvals_DeceivingLetters_AreWrittenOut()
    {
        Assert.Equal(0, await RunAsync("approvals"));
        Assert.Equal(Listed, _out.ToString());
    }

    [Fact]
    public async Task Json_IsTheResultAsItCame()
    {
        Assert.Equal(0, await RunAsync("approvals", "--json"));
        Assert.StartsWith("""{"approvals":[{"id":"bako-42",""", _out.ToString());
    }

    [Theory]
    [InlineData("approve bako-42", 0, "approved bako-42: exec touch \\u{202E}x\n", Listed)]
    [InlineData("approve bako-42 --rule", 0, "[[rules]]\n", Listed + "approved bako-42: exec touch \\u{202E}x\n")]
    [InlineData("approve bako-42 3fa9c0d1e2b4", 0, "approved bako-42: exec touch \\u{202E}x\n", "")]
    [InlineData("approve bako-42 --fingerprint 3fa9c0d1e2b4", 0, "approved bako-42: exec touch \\u{202E}x\n", "")]
    [InlineData("approve bako-42 0123456789ab", 1, "", "openclaw: the call is not the one that was shown (0123456789ab)\n")]
    [InlineData("approve x", 1, "", "openclaw: no approval \"x\"\n")]
    [InlineData("deny bako-42", 77, "", "openclaw: local:guest may not answer\n")]
    [InlineData(
        "reload",
        78,
        "",
        "openclaw.toml:3:1: error: no\nopenclaw: not reloaded; the gateway goes on with the configuration it had\n"
    )]
    [InlineData("reload --json", 78, "{\"reloaded\":false,\"changes\":[],\"diagnostics\":[\"openclaw.toml:3:1: error: no\"]}\n", "")]
    [InlineData("send --wait hi there", 0, "you said hi there\n", "")]
    [InlineData("send hi", 0, "queued in local:main\n", "")]
    [InlineData("send --wait silence", 0, "", "(no reply)\n")]
    [InlineData("outbox resend 2", 0, "2 is on its way to telegram:1 again\n", "")]
    [InlineData("outbox resend 3", 1, "", "openclaw: message 3 is sent\n")]
    [InlineData("outbox drop 2", 0, "2 to telegram:1 is dropped\n", "")]
    [InlineData("outbox --state failed", 0, "nothing waits, and nothing was lost\n", "")]
    [InlineData(
        "outbox show 1",
        0,
        "1 to telegram:1: sent\n  session   local:main\n  queued    2h 1m ago, tried 1 times\n  sent      2h ago, there it is m7\n    hello\n",
        ""
    )]
    [InlineData(
        "outbox show 4",
        0,
        "4 to telegram:1: pending\n  session   local:main, turn 3\n  queued    1m ago, tried 2 times\n  next try  in 30s\n  expires   in 1h\n  because   slow down\n    first line\n    \\u{202E}second\n",
        ""
    )]
    [InlineData("send --session x --wait fail", 1, "", "openclaw: it broke\n")]
    public async Task Command_PrintsResultsToStdoutAndTheRestToStderr(string line, int code, string output, string error)
    {
        Assert.Equal(code, await RunAsync(line.Split(' ')));
        Assert.Equal(output, _out.ToString());
        Assert.Equal(error, _error.ToString());
    }

    [Fact]
    public async Task Events_EndAfterTheCount()
    {
        Assert.Equal(0, await RunAsync("events", "--count", "1"));
        Assert.Equal($"00:00:00 local:main turn.ended answered in 5 ms: a\\nb\n", _out.ToString());
    }

    [Fact]
    public async Task Events_AsJson_AreTheNotifications()
    {
        Assert.Equal(0, await RunAsync("events", "--json", "--count", "2"));
        Assert.Equal(
            2,
            _out.ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Count(line => line.StartsWith("{\"subscription\":1,\"kind\":\"turn.", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Pull_ShowsProgressOnStderrAndTheEndOnStdout()
    {
        Assert.Equal(0, await RunAsync("models", "pull", "m"));
        Assert.Equal("m is there\n", _out.ToString());
        Assert.Equal("pulling: 25% of 4.0 MB\n", _error.ToString());
    }

    [Fact]
    public async Task Pull_OnATerminal_IsOneLineInItsPlace()
    {
        Assert.Equal(0, await CommandTable.RunAsync(["models", "pull", "m"], Context() with { ErrorIsTerminal = true }));
        Assert.Equal("m is there\n", _out.ToString());
        Assert.Equal("\rpulling [#######.......................] 25% of 4.0 MB\e[K\n", _error.ToString());
    }

    [Fact]
    public async Task NoGateway_EndsWith69InPlainWords()
    {
        Assert.Equal(
            69,
            await CommandTable.RunAsync(["status"], Context() with { Connect = _ => throw GatewayAbsentException.NotRunning("/run/x") })
        );
        Assert.Equal("openclaw: the gateway is not running (no answer on /run/x); start it with `openclaw run`\n", _error.ToString());
    }

    [Fact]
    public async Task Run_HandsItsOptionsOn()
    {
        (string?, string?, string?) heard = default;
        var context = Context() with
        {
            RunAsync = (options, _) => Task.FromResult((heard = (options.Config, options.State, options.Socket)) == default ? 1 : 0),
        };

        Assert.Equal(0, await CommandTable.RunAsync(["run", "-c", "a", "-s", "b", "--socket", "c"], context));
        Assert.Equal(("a", "b", "c"), heard);
    }

    [Theory]
    [InlineData("--max-age 2h", "are for --takeover")]
    [InlineData("--expect ab", "are for --takeover")]
    [InlineData("--takeover --max-age soon", "\"soon\" is no length of time")]
    public async Task Run_OptionsOfATakeoverThatCannotBeMeant_AreRefused(string words, string said)
    {
        var context = Context() with { RunAsync = static (_, _) => throw new InvalidOperationException("it was started") };

        Assert.Equal(ExitCode.Usage, await CommandTable.RunAsync(["run", .. words.Split(' ')], context));
        Assert.Contains(said, _error.ToString());
    }

    [Fact]
    public void Completion_AsksTheGatewayForNames()
    {
        var parse = CommandTable.Build(Context()).Parse("sessions show ");

        Assert.Superset(new HashSet<string> { "main", "telegram:1" }, parse.GetCompletions(14).Select(c => c.Label).ToHashSet());
    }

    [Fact]
    public async Task TuiWithoutATerminal_IsALineInAndAnAnswerOut()
    {
        Assert.Equal(0, await CommandTable.RunAsync(["tui"], Context() with { In = new StringReader("one\n\ntwo\n/quit\nthree\n") }));
        Assert.Equal("you said one\nyou said two\n", _out.ToString());
    }

    [Fact]
    public async Task Tui_Json_IsALineOfJsonForEachAnswer()
    {
        Assert.Equal(
            1,
            await CommandTable.RunAsync(
                ["tui", "--json"],
                Context() with
                {
                    In = new StringReader("one\nfail\n"),
                    InputIsTerminal = true,
                    OutputIsTerminal = true,
                }
            )
        );
        Assert.Equal(
            ["you said one", "it broke"],
            _out.ToString().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("reply").GetString()!)
        );
    }

    /// <summary>A gateway of a time when messages were counted and not told.</summary>
    private sealed class OddMethod : IControlMethod
    {
        public string Name => OutboxApi.List.Name;

        public bool OpenToLaunched => false;

        public Task<ReadOnlyMemory<byte>> InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct) =>
            Task.FromResult<ReadOnlyMemory<byte>>("{\"messages\":5}"u8.ToArray());
    }
}
