using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Toml;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Policy;

public class RuleSuggestionTests
{
    [Fact]
    public void For_AskedCommand_PrintsTheRule() =>
        Assert.Equal(
            """
            [[policies.p.rules]]
            name = "allow exec: git commit -m \"two words\""
            tools = ["exec"]
            commands = ["git commit -m \"two words\""]
            action = "allow"

            """.ReplaceLineEndings("\n"),
            RuleSuggestion.For(Set(Guarded()), Call("exec", new Effect.Command(["git", "commit", "-m", "two words"], "/usr/bin/git")))
        );

    [Fact]
    public void For_AllowedCall_SaysSo() => Assert.Contains("already", RuleSuggestion.For(Set(Guarded()), Call("exec", Command("df -h"))));

    [Fact]
    public void For_WhatARuleDenies_NamesTheRuleAndTheException()
    {
        var text = RuleSuggestion.For(Set(Guarded()), Call("exec", Command("rm x")));

        Assert.Contains("\"no destruction\" at openclaw.toml:26", text);
        Assert.Contains("except = { commands = [\"rm x\"] }", text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("#", line));
    }

    [Fact]
    public void For_WhatCannotBeAllowed_IsOnlyComments()
    {
        var text = RuleSuggestion.For(
            Set(Guarded()),
            Call(
                "exec",
                new Effect.OpaqueLine("ls\n$x\u202e", "of a test"),
                new Effect.Read("/var/lib/openclaw/x"),
                new Effect.Command(["none"], null)
            )
        );

        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("# ", line));
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public void For_EverythingElse_IsReadBackAndAllows()
    {
        string[] words =
        [
            "a",
            "b c",
            "",
            "*",
            "**",
            "it's",
            "say \"x\"",
            "back\\slash",
            "line\nbreak",
            "tab\t",
            "\u202e",
            "é🦞",
            "#",
            "~",
            "[x]",
            "-n",
            "{}",
            "\\*",
            "'",
        ];
        string[] paths =
        [
            "/srv/a",
            "/srv/a*b",
            "/srv/a\\b",
            Workspace + "/~x",
            Workspace,
            Workspace + "/x y/ü",
            "/srv/\u0001\"",
            "/srv/line\nbreak",
        ];
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            string Word() => words[random.Next(words.Length)];
            Effect Any() =>
                random.Next(7) switch
                {
                    0 => new Effect.Write(paths[random.Next(paths.Length)]),
                    1 => new Effect.Read(paths[random.Next(paths.Length)]),
                    2 => new Effect.Host("example.org:443"),
                    3 => new Effect.Target("telegram:*1"),
                    6 => new Effect.Read("/srv/a")
                    {
                        Of = new Operand(new Effect.Command(["tool", Word(), "/srv/a"], "/usr/bin/tool"), "/srv/a")
                        {
                            Hidden = random.Next(4) == 0,
                        },
                    },
                    4 => new Effect.Command(["./x y", Word()], Workspace + "/x y") { BareName = null, OpenEnded = random.Next(3) == 0 },
                    _ => new Effect.Command(["tool", Word(), Word(), Word()], "/usr/bin/tool"),
                };
            var call = Call("a*b", [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Any())]);
            var policy = PolicyOf([Default("*", PolicyAction.Ask)]);

            var text = RuleSuggestion.For(Set(policy), call);
            // The binder refuses control characters, so then there is no rule to print and the text says so.
            if (text.Contains("has no control characters"))
            {
                continue;
            }
            var document = TomlDocument.Parse(text);
            Assert.False(document.HasErrors, $"seed {seed}: {string.Join('\n', document.Errors)}\n{text}");
            var rules = ((TomlArray)((TomlTable)((TomlTable)document.Root["policies"]!)["p"]!)["rules"]!).Cast<TomlTable>();
            var more = policy with
            {
                Rules =
                [
                    .. rules.Select(r =>
                        Rule(
                            ((TomlString)r["name"]!).Value,
                            PolicyAction.Allow,
                            new()
                            {
                                Tools = Strings(r["tools"]),
                                Commands = Strings(r["commands"]),
                                Paths = Strings(r["paths"]),
                                Hosts = Strings(r["hosts"]),
                                Targets = Strings(r["targets"]),
                            }
                        )
                    ),
                ],
            };

            Assert.True(Gate.Decide(Set(more), call).Action == PolicyAction.Allow, $"seed {seed}\n{text}");
        }
    }

    [Fact]
    public void For_CallInASubFolder_PrintsTheFolder()
    {
        var call = Call("exec", Command("make test")) with { Binding = new CallBinding(Workspace + "/src/a*b", [], []) };
        var text = RuleSuggestion.For(Set(Guarded()), call);

        Assert.Contains("cwd = [\"src/a\\\\*b\"]\n", text);
        Assert.DoesNotContain("cwd", RuleSuggestion.For(Set(Guarded()), call with { Binding = new CallBinding(Workspace, [], []) }));
    }

    [Fact]
    public void For_RuleOfThatNameIsThere_PrintsAnother()
    {
        var there = Rule("allow exec: make", PolicyAction.Ask, new() { Commands = ["x"] });

        Assert.Contains("name = \"allow exec: make (2)\"\n", RuleSuggestion.For(Set(Guarded(there)), Call("exec", Command("make"))));
    }

    [Fact]
    public void For_WordsThatFollowUnseen_WritesThatOptionsMayBeAmongThem() =>
        Assert.Contains(
            "commands = [\"wc -l -**\"]",
            RuleSuggestion.For(Set(Guarded()), Call("exec", new Effect.Command(["wc", "-l"], "/usr/bin/wc") { OpenEnded = true }))
        );

    [Fact]
    public void For_ControlCharacters_SaysThatNoRuleCanNameThem()
    {
        var text = RuleSuggestion.For(Set(Guarded()), Call("exec", new Effect.Command(["echo", "a\nb"], "/usr/bin/echo")));

        Assert.Contains("has no control characters", text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("# ", line));
    }

    private static EquatableArray<string> Strings(TomlValue? value) =>
        value is TomlArray array ? [.. array.Select(v => ((TomlString)v).Value)] : [];
}
