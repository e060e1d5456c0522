using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Config.Toml;
using OpenClaw.Exec;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Scheduling;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>A setting that is accepted works. <c>exec_environment</c> took LANG, PATH or HOME and changed nothing, in silence.</summary>
public sealed class SettingsThatWorkTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("PATH", "tools.exec_path")]
    [InlineData("HOME", "the gateway's own user")]
    [InlineData("USER", "the gateway's own user")]
    [InlineData("LOGNAME", "the gateway's own user")]
    [InlineData("TZ", "agent.timezone")]
    [InlineData("GIT_PAGER", "fixed")]
    [InlineData("GIT_CONFIG_COUNT", "fixed")]
    public void ExecEnvironment_WithWhatCommandsGetAnyway_IsRefusedWithWhatToWrite(string name, string says)
    {
        var said = _folder.With("openclaw.toml", $"[models.m]\nprovider = \"scripted\"\n[tools]\nexec_environment = [\"{name}\"]\n").Said();

        Assert.Contains($"tools.exec_environment has \"{name}\", and commands have one of their own: ", said);
        Assert.Contains(says, said);
    }

    [Fact]
    public void CommandVariables_AreThoseThatCommandsGet() =>
        Assert.All(
            CommandEnvironment.Default.Select(static pair => pair[..pair.IndexOf('=')]).Except(["LANG", "LC_ALL", "TERM"]),
            static name => Assert.NotNull(CommandVariables.WhyFixed(name))
        );

    [Theory]
    [InlineData("LANG", "LC_ALL", "de_DE.UTF-8-")]
    [InlineData("LC_ALL", "LANG", "de_DE.UTF-8-C.UTF-8")]
    [InlineData("TERM", "LANG", "de_DE.UTF-8-C.UTF-8")]
    public void ExecEnvironment_WithALanguage_IsWhatCommandsGet(string name, string other, string expected)
    {
        var before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, "de_DE.UTF-8");
        try
        {
            using var gateway = new TestGateway($"{CronBench.Allowing}\n[tools]\nexec_environment = [\"{name}\"]\n");
            Assert.Equal($"{expected}\n[exit code 0]", Exec(gateway, $"echo ${name}-${other}"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, before);
        }
    }

    [Fact]
    public void Commands_HaveTheTimeZoneOfTheAgent()
    {
        using var gateway = new TestGateway(CronBench.Allowing.Replace("[agent]", "[agent]\ntimezone = \"Asia/Kolkata\""));

        Assert.Equal("+0530\n[exit code 0]", Exec(gateway, "date +%z"));
    }

    [Fact]
    public void ExecPath_FoldersComeBehindTheFixedOnes()
    {
        using var tools = new EndToEnd.TempFolder();
        foreach (var name in (string[])["my-own-tool", "ls"])
        {
            File.SetUnixFileMode(
                tools.Write(name, "#!/bin/sh\necho mine\n"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }

        using var gateway = new TestGateway($"{CronBench.Allowing}\n[tools]\nexec_path = [\"{tools.Path}\"]\n");

        Assert.Equal("mine\n[exit code 0]", Exec(gateway, "my-own-tool"));
        Assert.DoesNotContain("mine", Exec(gateway, "ls"));
    }

    [Theory]
    [InlineData("work/bin")]
    [InlineData("work")]
    [InlineData("work-people/x")]
    public void ExecPath_WhereCommandsWrite_IsRefused(string folder)
    {
        var said = _folder
            .With(
                "openclaw.toml",
                $"[agent]\nworkspace = \"work\"\n[models.m]\nprovider = \"scripted\"\n[tools]\nexec_path = [\"{folder}\"]\n"
            )
            .Said();

        Assert.Contains("a command that writes there would choose what the next one runs", said);
    }

    [Theory]
    [InlineData("[[sessions]]\nname = \"all\"\nworkspace = \"other\"", "other/bin", "lies in sessions[all].workspace")]
    [InlineData(
        "[hooks.door]\nworkspace = \"door\"\nprompt = \"{{body}}\"\ntoken = { env = \"SECRET\" }\nenabled = false",
        "door",
        "lies in hooks.door.workspace"
    )]
    [InlineData("", "nowhere", "nowhere is not there, so nothing is found in it")]
    [InlineData("", "openclaw.toml", "openclaw.toml is a file and no folder")]
    public void ExecPath_OtherRoomsAndWhatIsNotThere_AreNamed(string more, string folder, string words)
    {
        var said = _folder
            .With(
                "openclaw.toml",
                $"[agent]\nworkspace = \"work\"\n[models.m]\nprovider = \"scripted\"\n[tools]\nexec_path = [\"{folder}\"]\n{more}\n"
            )
            .Said();

        Assert.Contains(words, said);
    }

    [Fact]
    public void ExecPath_WhereEverybodyMayWrite_IsRefused()
    {
        using var open = new EndToEnd.TempFolder();
        File.SetUnixFileMode(open.Path, (UnixFileMode)0b111_111_111);
        var said = _folder
            .With(
                "openclaw.toml",
                $"[agent]\nworkspace = \"work\"\n[models.m]\nprovider = \"scripted\"\n[tools]\nexec_path = [\"{open.Path}\"]\n"
            )
            .Said();

        Assert.Contains("everybody may write into", said);
    }

    /// <summary>A property that only its binder sets is a setting that does nothing.</summary>
    [Fact]
    public void Configuration_EveryPropertyIsReadByAnotherRoom()
    {
        // Places are for messages, and binders put the addresses of [people] where their names stand. Binders write, records print
        // themselves, and rules only complain; whoever else reads one does something with it.
        var read = PropertyReads.Of(
            typeof(GatewayConfig).Assembly,
            static type =>
                !IsOf(
                    type,
                    static outer => outer.Namespace == "OpenClaw.Config.Rules" || outer.Name.EndsWith("Binder", StringComparison.Ordinal)
                ) && !IsSettings(type)
        );
        var settings = typeof(GatewayConfig)
            .Assembly.GetTypes()
            .Where(IsSettings)
            .SelectMany(static type =>
                type.GetProperties()
                    .Where(property =>
                        property.DeclaringType == type
                        // What is computed from settings is none.
                        && property.CanWrite
                        && property.Name is not "EqualityContract" and not "Span" and not nameof(WebConfig.IsWritten)
                        && !property.GetMethod!.IsStatic
                        && !(type == typeof(GatewayConfig) && property.Name == "People")
                    )
            );

        Assert.Equal(
            "",
            string.Join(
                ", ",
                settings
                    .Where(property => !read.Contains(property.GetMethod!))
                    .Select(static property => $"{property.DeclaringType!.Name}.{property.Name}")
                    .Order()
            )
        );
    }

    /// <summary>Each setting of the example, set to another value, is another configuration, or an error.</summary>
    [Fact]
    public void Example_EverySettingSetToAnotherValue_ChangesTheConfigurationOrIsRefused()
    {
        var text = ExampleConfigTests.WithEverythingOnIn(ExampleConfig.Text).Replace("local_only = true", "local_only = false");
        var before = ConfigLoader.LoadText(text, "openclaw.toml", _folder.Request).Config!;
        var silent = new List<string>();
        foreach (var (path, span, value) in Settings(TomlDocument.Parse(text).Root, ""))
        {
            foreach (var other in Others(value))
            {
                var lines = text.Split('\n');
                var line = lines[span.Line - 1];
                var at = span.Column - 1;
                var written = Written(line, at);
                if (written.Length == 0 || written == other)
                {
                    continue;
                }
                lines[span.Line - 1] = line[..at] + other + line[(at + written.Length)..];
                var result = ConfigLoader.LoadText(string.Join('\n', lines), "openclaw.toml", _folder.Request);
                if (result.Config is { } after && ConfigDiff.Between(before, after).Count == 0)
                {
                    silent.Add($"{path} = {other}");
                }
            }
        }

        Assert.Empty(silent);
    }

    private static bool IsSettings(Type type) =>
        type is { IsClass: true, Namespace: { } room }
        && room.StartsWith("OpenClaw.Config.", StringComparison.Ordinal)
        && type.Name.EndsWith("Config", StringComparison.Ordinal)
        && type.GetMethod("<Clone>$") is not null;

    /// <summary>Whether a type, or one that it stands in, is such a one: lambdas live in types of their own.</summary>
    private static bool IsOf(Type? type, Func<Type, bool> such) => type is not null && (such(type) || IsOf(type.DeclaringType, such));

    private static IEnumerable<(string Path, TomlSpan Span, TomlValue Value)> Settings(TomlTable table, string path)
    {
        foreach (var entry in table)
        {
            var here = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            switch (entry.Value)
            {
                case TomlTable inner:
                    foreach (var found in Settings(inner, here))
                    {
                        yield return found;
                    }
                    break;
                case TomlArray array when array.Any(static item => item is TomlTable):
                    foreach (var found in array.OfType<TomlTable>().SelectMany(item => Settings(item, here)))
                    {
                        yield return found;
                    }
                    break;
                default:
                    yield return (here, entry.Value.Span, entry.Value);
                    break;
            }
        }
    }

    private static IEnumerable<string> Others(TomlValue value) =>
        value switch
        {
            TomlBoolean { Value: var flag } => [flag ? "false" : "true"],
            TomlInteger { Value: var number } => [$"{number + 1}"],
            TomlString { Value: var text } when text.Length > 1 && char.IsAsciiDigit(text[0]) && char.IsAsciiLetter(text[^1]) =>
            [
                $"\"1{text}\"",
            ],
            TomlString { Value: var text } => [$"\"{text}x\""],
            _ => [],
        };

    /// <summary>A scalar as it stands in its line.</summary>
    private static string Written(string line, int at)
    {
        if (at >= line.Length)
        {
            return "";
        }
        if (line[at] is not '"')
        {
            return new string([.. line.Skip(at).TakeWhile(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_')]);
        }
        var end = line.IndexOf('"', at + 1);
        return end < 0 ? "" : line[at..(end + 1)];
    }

    private static string Exec(TestGateway gateway, string command)
    {
        gateway["big"].Calls("exec", $$"""{"command":"{{command}}"}""").Answers("ok");
        gateway.Ask("run it");
        return gateway.Transcript().OfType<Entry.ToolResult>().Last().Text;
    }
}
