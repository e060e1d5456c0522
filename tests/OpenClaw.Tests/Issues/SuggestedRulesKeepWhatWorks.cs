using OpenClaw.Config.Tables.Policies;
using OpenClaw.Hosting;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Config;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>
/// What <c>approve --rule</c> printed, appended to the README's minimal file, replaced the built-in policy by one that denied everything
/// else. For every configuration that this repository shows: paste, read again, and nothing that worked is refused.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SuggestedRulesKeepWhatWorks : IDisposable
{
    private const string Minimal = "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n";

    private static readonly string[] s_lines =
    [
        "git status",
        "git status -s",
        "git commit -m 'two words'",
        "make test",
        "./build.sh",
        "python3 script.py 'a \"b\"' -x",
        "cat notes/a.txt",
        "ls -la",
        "df -h",
        "rm -rf x",
        "rm a.tmp",
        "sudo id",
        "echo hi > notes/x",
        "echo hi > /srv/x",
        "xargs wc -l",
        "nohup make -j4",
        "tool $(id)",
        "no-such-program",
        "echo '*' '**' '\\'",
        "echo \u202e",
        "systemctl status ssh",
        "systemctl status -H root@host",
        "uname -sm",
        "journalctl -u ssh --since today",
    ];

    private readonly ConfigFolder _folder = new();
    private readonly string _workspace;
    private readonly string _bin;

    public SuggestedRulesKeepWhatWorks()
    {
        var root = RealPath.Of(_folder.Path, "/")!;
        _workspace = Directory.CreateDirectory(root + "/ws").FullName;
        Directory.CreateDirectory(_workspace + "/notes");
        _bin = Directory.CreateDirectory(root + "/bin").FullName;
        foreach (
            var name in "git make python3 cat ls df rm sudo echo xargs wc nohup tool systemctl uname journalctl ../ws/build.sh".Split(' ')
        )
        {
            File.WriteAllText($"{_bin}/{name}", "#!/bin/sh\n");
            File.SetUnixFileMode($"{_bin}/{name}", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public static TheoryData<string> Configurations
    {
        get
        {
            var data = new TheoryData<string>(File.ReadAllText(Repository.File("openclaw.toml")), Minimal);
            foreach (var example in Directory.GetFiles(Repository.File("examples"), "openclaw.toml", SearchOption.AllDirectories))
            {
                data.Add(File.ReadAllText(example));
            }
            foreach (var block in Handbook.TomlBlocks.Append(Together()))
            {
                data.Add(block.Contains("[models.") ? block : Minimal + block);
            }
            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Rule_PastedBelow_RefusesNothingAndAllowsItsCall(string text)
    {
        // A block of the documents may lean on another; all of them together are a configuration too.
        if (Read(text) is not { } policies)
        {
            return;
        }
        foreach (var policy in policies.Policies.Keys.Order(StringComparer.Ordinal))
        {
            var calls = Calls(policy).ToList();
            var before = calls.Select(call => Gate.Decide(policies, call).Action).ToList();
            foreach (var asked in Draws.Of(calls.Where((_, i) => before[i] != PolicyAction.Allow)))
            {
                var printed = RuleSuggestion.For(policies, asked);
                var more = Read(text + "\n" + printed);
                Assert.True(more is not null, $"{printed}\n{_folder.Said()}");
                Assert.All(
                    calls.Zip(before),
                    pair =>
                        Assert.True(
                            Gate.Decide(more, pair.First).Action <= pair.Second,
                            $"{Show(pair.First)} was {pair.Second} before\n{printed}"
                        )
                );
                // Where no rule can do it alone, the text says so.
                if (!printed.Contains("# "))
                {
                    Assert.True(Gate.Decide(more, asked).Action == PolicyAction.Allow, $"{Show(asked)} is not allowed by\n{printed}");
                }
            }
        }
    }

    [Fact]
    public void EveryConfigurationTogetherAndAlone_IsRead()
    {
        string[] whole = [File.ReadAllText(Repository.File("openclaw.toml")), Minimal, Together()];

        Assert.All(whole, text => Assert.True(Read(text) is not null, _folder.Said()));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Configuration_ThatWeShow_HasNoWarningAboutItsRules(string text)
    {
        if (_folder.With("openclaw.toml", text).Load() is { Config: not null } read)
        {
            Assert.DoesNotContain(read.Diagnostics, static d => d.Message.Contains("policies.") || d.Message.Contains("owners"));
        }
    }

    [Fact]
    public void Rule_PastedTwice_IsReadable()
    {
        var text = Minimal;
        foreach (var line in new[] { "make test", "make test", "python3 " + new string('x', 80), "python3 " + new string('x', 81) })
        {
            text += "\n" + RuleSuggestion.For(Read(text)!, Exec("guarded", line, "notes"));
            Assert.True(Read(text) is not null, _folder.Said());
        }
    }

    [Theory]
    [InlineData(
        "[policies]\ntight = { default = { \"*\" = \"ask\" }, rules = [\n{ name = \"a\", action = \"deny\", tools = [\"edit\"] },\nHERE] }\n",
        "# add this to the list of rules at openclaw.toml:5, with a comma between two elements"
    )]
    [InlineData(
        "[policies.tight]\ndefault = { \"*\" = \"ask\" }\nrules = [HERE]\n",
        "# add this to the list of rules at openclaw.toml:6, "
    )]
    [InlineData(
        "[policies]\ntight.default = { \"*\" = \"ask\" }\ntight.rules = [HERE]\n",
        "# add this to the list of rules at openclaw.toml:6, "
    )]
    [InlineData(
        "[policies]\ntight = { default = { \"*\" = \"ask\" }HERE }\n",
        "# add this to the table policies.tight at openclaw.toml:5, behind a comma"
    )]
    public void Rule_ForAPolicyInBraces_IsAnElementOfItsList(string policy, string where)
    {
        var text = Minimal + policy;
        var whole = text.Replace("HERE", "");
        var call = Exec("tight", "make 'a \"b\"'", "notes");

        var printed = RuleSuggestion.For(Read(whole)!, call);

        Assert.StartsWith(where, printed);
        var element = printed[(printed.IndexOf('\n') + 1)..].TrimEnd('\n');
        Assert.Single(element.Split('\n'));
        var more = Read(text.Replace("HERE", where.Contains("table") ? ", " + element : element));
        Assert.True(more is not null, $"{printed}\n{_folder.Said()}");
        Assert.Equal(PolicyAction.Allow, Gate.Decide(more, call).Action);
    }

    [Theory]
    [InlineData("[policies]\ntight.default = { \"*\" = \"ask\" }\n")]
    [InlineData(
        "[policies.tight]\ndefault = { \"*\" = \"ask\" }\n[[policies.tight.rules]]\nname = \"a\"\naction = \"deny\"\ntools = [\"edit\"]\n"
    )]
    public void Rule_ForAPolicyWithHeaders_IsPastedBelow(string policy)
    {
        var printed = RuleSuggestion.For(Read(Minimal + policy)!, Exec("tight", "make", ""));

        Assert.StartsWith("[[policies.tight.rules]]\n", printed);
        Assert.NotNull(Read(Minimal + policy + printed));
    }

    [Fact]
    public void Rule_ForAPolicyOfTwoFiles_GoesWhereTheFirstOfThemSays()
    {
        const string Rules = "[[policies.tight.rules]]\nname = \"a\"\naction = \"deny\"\ntools = [\"edit\"]\n";
        _folder.With("more.toml", Rules);
        var headers =
            "include = [\"more.toml\"]\n" + Minimal + "[policies.tight]\ndefault = { \"*\" = \"ask\" }\n" + Rules.Replace("\"a\"", "\"b\"");
        Assert.StartsWith("[[policies.tight.rules]]\n", RuleSuggestion.For(Read(headers)!, Exec("tight", "make", "")));

        var braces = "include = [\"more.toml\"]\n" + Minimal + "[policies]\ntight = { default = { \"*\" = \"ask\" }, rules = [] }\n";
        Assert.StartsWith(
            "# add this to the list of rules at openclaw.toml:6, ",
            RuleSuggestion.For(Read(braces)!, Exec("tight", "make", ""))
        );
    }

    private PolicySet? Read(string text) =>
        _folder.With("openclaw.toml", text).Load().Config is { } config
            ? PolicySets.Of(config, "/var/lib/openclaw", "/run/openclaw/socket")
            : null;

    private IEnumerable<CallContext> Calls(string policy) =>
        [
            .. s_lines.Select(line => Exec(policy, line, "")),
            .. s_lines.Take(7).Select(line => Exec(policy, line, "notes")),
            Call(policy, "read", new Effect.Read(_workspace + "/notes/a.txt")),
            Call(policy, "read", new Effect.Read("/srv/data \"x\"")),
            Call(policy, "write", new Effect.Write(_workspace + "/notes/a*b.txt")),
            Call(policy, "write", new Effect.Write("/srv/x\u0007")),
            Call(policy, "search", new Effect.Read(_workspace)),
            Call(policy, "message", new Effect.Target("local:x")),
            Call(policy, "session", new Effect.Target("*")),
            Call(policy, "process"),
            Call(policy, "remind", new Effect.None()),
        ];

    private CallContext Exec(string policy, string line, string folder)
    {
        var real = RealPath.Of(folder.Length == 0 ? "." : folder, _workspace)!;
        return Call(policy, "exec", [.. LineAnalyzer.Analyze(line, real, [_bin]).Effects]) with
        {
            Binding = new CallBinding(real, [], []),
            Arguments = line,
        };
    }

    private CallContext Call(string policy, string tool, params Effect[] effects) =>
        new()
        {
            Session = SessionKey.Local("main"),
            Origin = Origin.Chat,
            Sender = "local:pi",
            SenderIsOwner = true,
            Policy = policy,
            Tool = tool,
            Workspace = _workspace,
            Arguments = "{}",
            Effects = [.. effects],
        };

    private static string Together() => string.Join('\n', Handbook.TomlBlocks);

    private static string Show(CallContext call) =>
        $"{call.Policy}: {call.Tool} {call.Arguments} in {call.Binding.WorkingDirectory} ({string.Join("; ", call.Effects.Select(Explanation.Describe))})";
}
