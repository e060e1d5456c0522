using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Tools;

namespace OpenClaw.Tests.Config;

/// <summary>Names that other rooms define, and the configurations that we hand out.</summary>
public class VocabularyTests
{
    [Fact]
    public void Tools_AreThoseBuiltIn() => Assert.Equal(BuiltInTools.Names.Order(), Vocabulary.Tools.Order());

    [Fact]
    public void Examples_LoadWithoutAnError()
    {
        foreach (
            var file in Directory.GetFiles(Path.Combine(Vectors.RepositoryRoot(), "examples"), "openclaw.toml", SearchOption.AllDirectories)
        )
        {
            using var folder = new ConfigFolder();
            var result = ConfigLoader.Load(folder.Request with { File = file });
            Assert.True(result.Config is not null, result.DiagnosticsText());
        }
    }
}
