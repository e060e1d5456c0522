namespace OpenClaw.Tests.Architecture;

/// <summary>The README is the first page of the handbook: short, and a running agent at once.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Readme_OpensWithTheTwoCommandsOfAFirstTimeUser() =>
        Assert.Equal(["./build.sh demo", "./build.sh test"], Handbook.Readme.Commands.Take(2));

    [Fact]
    public void Readme_IsReadInAFewMinutes() => Assert.InRange(Handbook.Readme.Lines.Length, 60, 120);

    [Fact]
    public void Readme_LeadsToEveryPage() =>
        Assert.All(Handbook.Pages.Skip(1), page => Assert.Contains(Handbook.Readme.Links, link => link.Split('#')[0] == page.Path));

    [Fact]
    public void Examples_HaveAReadme() =>
        Assert.All(
            Directory.GetDirectories(Repository.File("examples")),
            folder => Assert.True(File.Exists(Path.Combine(folder, "README.md")), folder)
        );
}
