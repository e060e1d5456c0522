using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Tests.Config;

/// <summary>What <c>check</c> says of rules that mean less than they did, and of those that mean more than they seem to.</summary>
public sealed class CommandRuleTests : IDisposable
{
    private const string Model = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";
    private const string Policy = Model + "[policies.p]\ndefault = { \"*\" = \"ask\" }\n[[policies.p.rules]]\nname = \"r\"\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "\"systemctl status *\"",
        "\"systemctl status *\" took options as words",
        "write commands = [\"systemctl status *\", \"systemctl status -*\"] and cwd = [\"**\"]"
    )]
    [InlineData("\"df -h\", \"ls **\"", "\"ls **\" took options as words", "write commands = [\"df -h\", \"ls -**\"] and cwd = [\"**\"]")]
    [InlineData(
        "\"python3 script.py *\"",
        "\"python3 script.py *\" took options as words",
        "write commands = [\"python3 script.py *\", \"python3 script.py -*\"] and cwd = [\"**\"]"
    )]
    [InlineData("\"make **\"", "\"make **\" took options as words", "write commands = [\"make -**\"] and cwd = [\"**\"]")]
    [InlineData(
        "\"cat notes/*\"",
        "rules[r] gave more leave in earlier versions: \"cat notes/*\" held in every folder",
        "write commands = [\"cat notes/*\"] and cwd = [\"**\"]"
    )]
    [InlineData(
        "\"journalctl -u *\"",
        "versions: \"journalctl -u *\" held in every folder",
        "write commands = [\"journalctl -u *\"] and cwd = [\"**\"]"
    )]
    [InlineData(
        "'echo \"a b\" **'",
        "\"echo \\\"a b\\\" **\" took options as words",
        "write commands = [\"echo \\\"a b\\\" -**\"] and cwd = [\"**\"]"
    )]
    [InlineData(
        "\"make **\", \"cat notes/*\"",
        "\"make **\" took options as words (now only -* and -** do); \"make **\", \"cat notes/*\" held in every folder",
        "write commands = [\"make -**\", \"cat notes/*\"] and cwd = [\"**\"]"
    )]
    public void PatternThatMeantMore_IsNamedOnceWithWhatToWrite(string commands, string what, string instead)
    {
        var said = Only(Policy + $"commands = [{commands}]\naction = \"allow\"\n");

        Assert.Contains("policies.p.rules[r] gave more leave", said.Message);
        Assert.Contains(what, said.Message);
        Assert.Contains(instead, said.Message);
        Assert.Contains("To keep the rule \"r\" as it holds now, add cwd = [\".\"]", said.Message);
        Assert.Equal(8, said.Span!.Line);
    }

    [Theory]
    [InlineData("\"systemctl status *\", \"systemctl status -*\"", "**")]
    [InlineData("\"ls -**\"", "**")]
    [InlineData("\"make -**\"", ".")]
    [InlineData("'echo \"a b\" -**'", "**")]
    public void WhatItSaysToWrite_IsSilent(string commands, string cwd) =>
        _folder.Config(Policy + $"commands = [{commands}]\ncwd = [\"{cwd}\"]\naction = \"allow\"\n");

    [Theory]
    [InlineData("commands = [\"df -h\", \"uptime\", \"git commit -m x\"]\naction = \"allow\"")]
    [InlineData("commands = [\"ls -*\", \"ls **\"]\naction = \"allow\"")]
    [InlineData("commands = [\"systemctl status *\"]\ncwd = [\".\"]\naction = \"allow\"")]
    [InlineData("commands = [\"rm **\", \"sudo **\"]\naction = \"deny\"")]
    [InlineData("commands = [\"git push **\"]\naction = \"ask\"")]
    public void RuleOfTheNewKind_IsSilent(string rule) => _folder.Config(Policy + rule + "\n");

    [Theory]
    [InlineData("commands = [\"**\"]", "lines that cannot be understood")]
    [InlineData("commands = [\"* -**\"]", "every program")]
    [InlineData("commands = [\"-**\"]", "every program")]
    [InlineData("commands = [\"sudo systemctl restart ssh\"]", "rights of root")]
    [InlineData("commands = [\"/usr/bin/sudo -**\"]", "rights of root")]
    [InlineData("commands = [\"doas -**\"]", "rights of root")]
    [InlineData("commands = [\"python3 -**\"]", "an interpreter runs any program")]
    [InlineData("commands = [\"python3.12 -**\"]", "an interpreter runs any program")]
    [InlineData("commands = [\"py* -**\"]", "an interpreter runs any program")]
    [InlineData("commands = [\"bash -c *\"]\ncwd = [\".\"]", "an interpreter runs any program")]
    [InlineData("commands = [\"sh\"]", "an interpreter runs any program")]
    [InlineData("commands = [\"/bin/sh -**\"]", "an interpreter runs any program")]
    [InlineData("commands = [\"python3 -m *\"]\ncwd = [\".\"]", "an interpreter runs any program")]
    [InlineData("tools = [\"exec\", \"read\"]", "names no commands")]
    [InlineData("tools = [\"*\"]", "names no commands")]
    [InlineData("paths = [\"/**\"]", "every file there")]
    [InlineData("paths = [\"~/**\"]", "every file there")]
    public void WideRule_IsWarnedOf(string keys, string meaning) =>
        Assert.Contains(meaning, Only(Policy + keys + "\naction = \"allow\"\n").Message);

    [Theory]
    [InlineData(
        "commands = [\"python3 report.py\", \"python3 -u report.py -**\", \"python3 --version\", \"bash -c 'echo x'\"]\naction = \"allow\""
    )]
    [InlineData("commands = [\"pythonic -**\", \"shred -**\", \"gitsh -**\"]\naction = \"allow\"")]
    [InlineData("paths = [\"~/claw/**\", \"/srv/**\", \"/*\", \"**\"]\naction = \"allow\"")]
    [InlineData("commands = [\"**\"]\naction = \"ask\"")]
    [InlineData("paths = [\"/**\"]\naction = \"deny\"")]
    public void RuleThatIsNotWide_IsNot(string rule) => _folder.Config(Policy + rule + "\n");

    [Fact]
    public void ExecAllowedByDefault_IsWarnedOf() =>
        Assert.Contains(
            "every command that no rule denies",
            Only(Model + "[policies.p]\ndefault = { exec = \"allow\", \"*\" = \"ask\" }\n").Message
        );

    [Theory]
    [InlineData("default = { exec = \"ask\" }", "denies read, write, edit, search, process, message, session, remind")]
    [InlineData("ask = { expires = \"1h\" }", "denies read, write, edit, search, exec, process, message, session, remind")]
    [InlineData(
        "default = { exec = \"ask\" }\n[[policies.p.rules]]\ntools = [\"read\", \"se*\"]\npaths = [\"notes/**\"]\naction = \"allow\"",
        "denies write, edit, process, message, remind"
    )]
    public void ToolsThatNobodyNamed_AreWarnedOf(string policy, string denied) =>
        Assert.Contains(denied, Only(Model + "[policies.p]\n" + policy + "\n").Message);

    [Theory]
    [InlineData("[policies.p]\ndefault = { exec = \"ask\", \"*\" = \"deny\" }")]
    [InlineData("[[policies.p.rules]]\nsenders = [\"owners\"]\naction = \"ask\"")]
    public void ToolsThatWereNamed_AreNot(string policy) => _folder.Config(Model + policy + "\n");

    [Theory]
    [InlineData(
        "[policies.guarded]\ndefault = { exec = \"ask\", write = \"ask\", edit = \"ask\", message = \"ask\", \"*\" = \"allow\" }",
        "and does not have: the rule \"no destruction\", the rule \"keys and tokens\""
    )]
    [InlineData("[policies.guarded]\ndefault = { write = \"allow\", exec = \"deny\", \"*\" = \"ask\" }", "asking before write.")]
    [InlineData("[policies.read-only]\ndefault = { write = \"ask\", \"*\" = \"deny\" }\n", "and does not have: denying write.")]
    [InlineData("[policies.read-only]\ndefault = { \"*\" = \"ask\" }\n", "denying exec")]
    public void BuiltInThatLostSomething_IsWarnedOf(string policy, string lost)
    {
        var said = Only(Model + policy + "\n");

        Assert.Contains("replaces the built-in policy of that name", said.Message);
        Assert.Contains(lost, said.Message);
    }

    [Fact]
    public void BuiltIn_IsAddedToByRulesAndReplacedByADefault()
    {
        var builtIn = BuiltInPolicies.Find("guarded")!;
        var added = _folder
            .Config(Model + "[[policies.guarded.rules]]\nname = \"mine\"\ncommands = [\"uptime\"]\naction = \"allow\"\n")
            .Policies["guarded"];
        Assert.Equal(builtIn.Defaults, added.Defaults);
        Assert.Equal([.. builtIn.Rules.Select(r => r.Name), "mine"], added.Rules.Select(r => r.Name));

        var asking = _folder.Config(Model + "[policies.guarded]\nask = { expires = \"2h\" }\n").Policies["guarded"];
        Assert.Equal((builtIn.Rules, TimeSpan.FromHours(2)), (asking.Rules, asking.Ask.Expires));

        var instead = _folder
            .Config(
                Model
                    + "[[policies.guarded.rules]]\nname = \"no destruction\"\ncommands = [\"sudo **\", \"rm **\", \"shred -**\"]\naction = \"deny\"\n"
            )
            .Policies["guarded"];
        Assert.Equal(["sudo **", "rm **", "shred -**"], Assert.Single(instead.Rules, r => r.Name == "no destruction").Match.Commands);

        var whole = _folder.Config(Model + "[policies.read-only]\ndefault = { \"*\" = \"deny\" }\n").Policies["read-only"];
        Assert.Equal(["*"], whole.Defaults.Select(d => d.Tool));
    }

    [Theory]
    [InlineData("webchat:pi", true)]
    [InlineData("telegram:1", true)]
    [InlineData("local:pi", false)]
    public void OwnersWithoutAUserOfThisMachine_AreWarnedOf(string owner, bool warned)
    {
        var said = _folder.With("openclaw.toml", Model + $"[agent]\nowners = [\"{owner}\"]\n").Load().Diagnostics;

        Assert.Equal(warned, said.Any(d => d.Message.Contains("openclaw approve") && d.Message.Contains("\"local:")));
        Assert.Equal(warned ? 1 : 0, said.Count);
    }

    private ConfigDiagnostic Only(string text)
    {
        var said = Assert.Single(_folder.With("openclaw.toml", text).Load().Diagnostics);
        Assert.False(said.IsError, said.ToString());
        return said;
    }
}
