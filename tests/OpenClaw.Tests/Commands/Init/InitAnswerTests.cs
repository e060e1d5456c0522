using System.Text.Json.Nodes;
using OpenClaw.Cli.Commands.Init;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Commands.Init;

/// <summary>Each answer, by a person, by an option and by default.</summary>
public sealed class InitAnswerTests : InitBench
{
    [Fact]
    public async Task Enter_TakesWhatIsRecommended()
    {
        _machine.WithVariable("SUDO_USER", "anna").With("/etc/timezone", "Europe/Amsterdam\n").User = 0;

        Assert.Equal(0, await InitAsync("\n\n\n"));

        var config = Written();
        Assert.Equal(["local:anna"], config.Agent.Owners);
        Assert.Equal(["anna"], config.Control.Users);
        Assert.Equal("Europe/Amsterdam", config.Agent.TimeZone.Id);
        Assert.Equal(("qwen3:1.7b", _ollama.Url), (config.Models["local"].Model, config.Models["local"].Url));
        Assert.Equal(["local"], config.Chains["default"].Models);
        Assert.Contains("Recommended for the 3.8 GB of memory here: qwen3:1.7b, 1.4 GB to fetch.", _error.ToString());
        // Fetched, with the progress of `models pull`.
        Assert.Equal("qwen3:1.7b", Assert.Single(_ollama.Models).Name);
        Assert.Contains("pulling 7f4030143c1c: 100%", _error.ToString());
        Assert.Equal(3, _error.ToString().Split("]: ").Length - 1);
    }

    [Fact]
    public async Task NextCommands_FollowTheCheck()
    {
        Assert.Equal(0, await InitAsync(null, "--yes", "--user", "anna"));

        Assert.Matches(@"^.*openclaw\.toml: ok\nNext:\n  openclaw run +# .*\n  openclaw tui +# .*\n$", _out.ToString());
    }

    [Fact]
    public async Task Models_AreListedAndChosenByNumberOrName()
    {
        _ollama.Models.Add(new LocalModel("llama3.2:3b") { Bytes = 2_000_000_000, TrainedFor = 2048 });
        _ollama.Models.Add(new LocalModel("evil\u001b[2J:1") { Bytes = 30_000_000_000 });

        Assert.Equal(0, await InitAsync("1\nanna, ben\nUTC\n"));

        var model = Written().Models["local"];
        Assert.Equal(("llama3.2:3b", 2048), (model.Model, model.Context));
        Assert.Equal(["anna", "ben"], Written().Control.Users);
        Assert.Equal(["local:anna", "local:ben"], Written().Agent.Owners);
        Assert.Contains("2  evil\\x1B[2J:1", _error.ToString());
        Assert.Contains("too large for the memory here", _error.ToString());
        Assert.DoesNotContain('\u001b', _error.ToString());
        Assert.DoesNotContain(_ollama.Requests, static r => r.Path == "/api/pull");
    }

    [Theory]
    // The recommended one where it is there, else the largest that suits, else the recommended one to be fetched.
    [InlineData("qwen3:0.6b 500,qwen3:1.7b 1400,small:1 1500", "qwen3:1.7b")]
    [InlineData("small:1 900,medium:1 1500,large:1 9000", "medium:1")]
    [InlineData("large:1 9000", "qwen3:1.7b")]
    [InlineData("", "qwen3:1.7b")]
    public async Task Yes_ChoosesByWhatIsThere(string present, string expected)
    {
        foreach (var model in present.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static m => m.Split(' ')))
        {
            _ollama.Models.Add(new LocalModel(model[0]) { Bytes = long.Parse(model[1], null) * 1_000_000 });
        }

        Assert.Equal(0, await InitAsync(null, "--yes", "--user", "anna"));
        Assert.Equal(expected, Written().Models["local"].Model);
    }

    [Fact]
    public async Task Options_AnswerEachQuestion()
    {
        var file = _machine.Here.File("my claw.toml");

        // All three are answered, so there is nothing to ask and no need of a terminal.
        Assert.Equal(0, await InitAsync(null, "--model", "qwen3:1.7b", "--user", "ben", "--timezone", "Asia/Kolkata", "-c", file));

        Assert.Equal("Asia/Kolkata", Written(file).Agent.TimeZone.Id);
        Assert.Equal(["ben"], Written(file).Control.Users);
        Assert.Contains($"openclaw run -c '{file}'", _out.ToString());
        Assert.False(File.Exists(_machine.Own));
    }

    [Fact]
    public async Task OtherQuestions_AreAskedWhereOneIsAnswered()
    {
        Assert.Equal(0, await InitAsync("anna\nUTC\n", "--model", "qwen3:1.7b"));

        Assert.Contains("1. Who may write", _error.ToString());
        Assert.DoesNotContain("Which", _error.ToString());
    }

    [Fact]
    public async Task Json_TellsWhatWasWritten()
    {
        Assert.Equal(0, await InitAsync(null, "--yes", "--user", "anna", "--timezone", "UTC", "--json"));

        var told = JsonNode.Parse(_out.ToString())!;
        Assert.Equal(_machine.Own, (string?)told["file"]);
        Assert.Equal("qwen3:1.7b", (string?)told["model"]);
        Assert.Equal(["openclaw run", "openclaw tui"], told["next"]!.AsArray().Select(static n => (string)n!));
    }

    [Fact]
    public async Task WhatTomlMustQuote_IsQuoted()
    {
        var name = "odd\"name\\\u202E:1";
        _ollama.Models.Add(new LocalModel(name) { Bytes = 1000 });

        Assert.Equal(0, await InitAsync("1\no'hara\nEtc/GMT+5\n"));

        var config = Written();
        Assert.Equal((name, "Etc/GMT+5"), (config.Models["local"].Model, config.Agent.TimeZone.Id));
        Assert.Equal(["local:o'hara"], config.Agent.Owners);
    }

    [Fact]
    public void Text_OfAnotherMachinesOllama_AllowsIt()
    {
        var text = new InitAnswers(new Uri("http://nas.lan:11434/"), "m", 8192, ["anna"], "UTC").Text();

        Assert.Contains("allow = [\"nas.lan\"]", text);
        Assert.Contains("url = \"http://nas.lan:11434\"", text);
        Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 140));
    }

    [Theory]
    [InlineData(0.9, "qwen3:0.6b")]
    [InlineData(1.8, "qwen3:0.6b")]
    [InlineData(3.7, "qwen3:1.7b")]
    [InlineData(7.6, "qwen3:4b")]
    [InlineData(15.6, "qwen3:8b")]
    [InlineData(24, "qwen3:8b")]
    [InlineData(31, "qwen3:30b")]
    public void Advice_IsByTheMemoryThatTheKernelCounts(double gigabytes, string expected)
    {
        var memory = (long)(gigabytes * (1L << 30));
        var (_, model, download) = ModelAdvice.For(memory);

        Assert.Equal(expected, model);
        Assert.True(ModelAdvice.Fits((long)(download * 1e9), memory));
    }

    [Fact]
    public void Advice_OfAnUnknownMemory_IsASmallOne() => Assert.Equal("qwen3:1.7b", ModelAdvice.For(null).Model);

    [Fact]
    public void Table_StandsInTheDocument()
    {
        var page = File.ReadAllText(Repository.File("docs", "models.md"));

        Assert.All(
            ModelAdvice.Table,
            row =>
                Assert.Contains(
                    FormattableString.Invariant(
                        $"| {(row.Memory == 0 ? "less" : $"{row.Memory} GB")} | `{row.Model}` | {row.Download} GB |"
                    ),
                    page
                )
        );
    }
}
