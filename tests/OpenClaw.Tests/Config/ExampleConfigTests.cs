using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Toml;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Config;

/// <summary>The annotated <c>Config/openclaw.example.toml</c> is right, and nothing is missing from it.</summary>
public sealed partial class ExampleConfigTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"^# (?=\[|\w+ = )", RegexOptions.Multiline)]
    private static partial Regex CommentedOutSetting();

    private static string WithEverythingOn => WithEverythingOnIn(ExampleConfig.Text);

    /// <summary>A file with what it shows in comments switched on.</summary>
    internal static string WithEverythingOnIn(string text) => CommentedOutSetting().Replace(text, "");

    [Fact]
    public async Task RootFile_StartsAsTheExample()
    {
        var root = await File.ReadAllTextAsync(Repository.File("openclaw.toml"), TestContext.Current.CancellationToken);
        var edited =
            root != ExampleConfig.Text
            && await IsEditedAsync("openclaw.toml")
            && !await IsEditedAsync("src/OpenClaw.Gateway/Config/openclaw.example.toml");
        Assert.SkipWhen(
            edited,
            "openclaw.toml is edited here: it is the user's, and a new setting goes into Config/openclaw.example.toml as well"
        );

        Assert.Equal(ExampleConfig.Text, root);
    }

    [Fact]
    public void Example_LoadsWithoutAWord() => _folder.Config(ExampleConfig.Text);

    [Fact]
    public void Example_WithEverythingOn_HasNoKeyThatIsNotKnown()
    {
        var text = WithEverythingOn.Replace("local_only = true", "local_only = false");
        var result = ConfigLoader.LoadText(text, "openclaw.toml", _folder.Request);
        Assert.All(result.Diagnostics, d => Assert.False(d.IsError, d.ToString()));
        Assert.DoesNotContain(result.Diagnostics, d => d.Message.Contains("never matches"));
    }

    [Fact]
    public void Example_ShowsEverySettingThatABinderKnows()
    {
        var shown = new HashSet<string>();
        Collect(TomlDocument.Parse(WithEverythingOn).Root, "", shown);
        var known = ConfigLoader.BindText(WithEverythingOn, "openclaw.toml", _folder.Request).Context!.KnownSettings;

        // An except takes the keys of its rule, which are shown there; [channels] has nothing to set yet.
        Assert.Empty(known.Where(k => k != "channels" && !k.Contains(".except.")).Except(shown));
    }

    [Fact]
    public void Example_DefaultsItShows_AreTheDefaults()
    {
        var shown = _folder.Config(ExampleConfig.Text).Settings.ToDictionary(s => s.Path, s => s.Text);
        var defaults = _folder
            .Config(
                "[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n[chains.default]\nmodels = [\"small\"]\n[[sessions]]\nname = \"owner\"\n"
            )
            .Settings;
        string[] chosen = ["models.small.model", "models.small.keep_alive", "sessions[owner].match.sender"];

        foreach (var setting in defaults.Where(s => !chosen.Contains(s.Path)))
        {
            Assert.Equal(setting, setting with { Text = shown[setting.Path] });
        }
    }

    [Fact]
    public void Example_GuardedPolicy_IsTheBuiltInOne()
    {
        var written = _folder.Config(ExampleConfig.Text).Policies["guarded"];
        var builtIn = BuiltInPolicies.All.Single(p => p.Name == "guarded");

        Assert.Equal(builtIn.Ask, written.Ask);
        Assert.Equal(builtIn.Defaults.Select(d => (d.Tool, d.Action)), written.Defaults.Select(d => (d.Tool, d.Action)));
        Assert.Equal(builtIn.Rules, written.Rules.Select(r => r with { Span = OpenClaw.Messages.SourceSpan.BuiltIn }));
    }

    /// <summary>Whether a file differs from the last commit. Outside of a checkout nothing does.</summary>
    private static async Task<bool> IsEditedAsync(string file)
    {
        var git = new ProcessStartInfo("git", ["diff", "--quiet", "HEAD", "--", file])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return (await ChildProcess.RunAsync(git)).ExitCode == 1;
    }

    private static void Collect(TomlValue value, string path, HashSet<string> shown)
    {
        switch (value)
        {
            case TomlTable table:
                foreach (var entry in table)
                {
                    var here =
                        path
                            is "models"
                                or "chains"
                                or "policies"
                                or "channels"
                                or "channels.*.groups"
                                or "channels.*.channels"
                                or "channels.*.users"
                                or "people"
                                or "api.clients"
                                or "hooks"
                            ? $"{path}.*"
                        : path.Length == 0 ? entry.Key
                        : $"{path}.{entry.Key}";
                    shown.Add(here);
                    Collect(entry.Value, here, shown);
                }

                break;
            case TomlArray array when array.OfType<TomlTable>().Any():
                foreach (var item in array)
                {
                    Collect(item, $"{path}[]", shown);
                }
                break;
        }
    }
}
