using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Hosting;
using OpenClaw.Policy.Calls;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Issues;

/// <summary>A pattern such as <c>include = ["*.local.toml"]</c> in the folder above the workspace closed the whole workspace; now what the
/// pattern could match is closed.</summary>
public sealed class IncludeProtectionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.local.toml", "ws/notes.txt", false)]
    [InlineData("*.local.toml", "new.local.toml", true)]
    [InlineData("*.local.toml", "new.toml", false)]
    [InlineData("*.local.toml", ".new.local.toml", false)]
    [InlineData("ws/conf.d/*.toml", "ws/conf.d/evil.toml", true)]
    [InlineData("ws/conf.d/*.toml", "ws/conf.d/notes.txt", false)]
    [InlineData("*/*.claw", "ws/new.claw", true)]
    [InlineData("*/*.claw", "ws/deep/new.claw", false)]
    [InlineData("*/*.claw", "ws/other.toml", false)]
    [InlineData("z*/*.claw", "elsewhere/new.claw", true)]
    [InlineData("ws/d*/part/*.toml", "ws/d1/part/x.toml", true)]
    public void Write_OfAFileThatAPatternWouldRead_IsDeniedAndNothingElseIs(string include, string file, bool denied)
    {
        Directory.CreateDirectory(_folder.File("ws"));
        // A folder that the pattern meets is a link: what is written where it leads is read as well.
        Directory.CreateDirectory(_folder.File("elsewhere"));
        File.CreateSymbolicLink(_folder.File("zlink"), _folder.File("elsewhere"));
        var text = $"include = [\"{include}\"]\n[agent]\nworkspace = \"ws\"\n[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\n";
        var request = new ConfigRequest
        {
            Directory = _folder.Path,
            Home = _folder.Path,
            Environment = static _ => null,
        };

        var config = ConfigLoader.LoadText(text, "openclaw.toml", request).Config;
        var policies = PolicySets.Of(config!, _folder.File("state"), _folder.File("sock"));

        Assert.Equal(
            denied,
            Protection.WhyProtected(policies, OpenClaw.Policy.Effects.RealPath.Of(_folder.File(file), "/")!, writes: true) is not null
        );
    }
}
