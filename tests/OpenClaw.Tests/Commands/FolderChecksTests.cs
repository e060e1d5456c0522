using OpenClaw.Cli.Commands.Doctor;
using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Tables;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands;

/// <summary>What <c>doctor</c>, and a guest, are told of the folders that sessions work in.</summary>
public sealed class FolderChecksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AgentConfig Agent => new() { Workspace = _folder.File("claw"), People = _folder.File("claw-people") };

    [Fact]
    public void People_ThatAreAFile_AreAFinding()
    {
        _folder.Write("claw-people", "a file");

        var finding = Assert.Single(FolderChecks.Look(Agent, null), static f => !f.Ok);

        Assert.Equal("people", finding.What);
        Assert.Contains($"{_folder.File("claw-people")} is a file. Move it to another place, or set agent.people", finding.Detail);
    }

    [Fact]
    public void Workspace_InTheState_IsNotCalledFine() => Assert.Empty(FolderChecks.Look(Agent, _folder.Path));

    [Fact]
    public void Folders_ThatCanBeUsed_AreFine() =>
        Assert.Equal(
            ["workspace", "people"],
            FolderChecks.Look(Agent, _folder.File("state")).Where(static f => f.Ok).Select(static f => f.What)
        );

    [Fact]
    public void Warning_OfTheConfiguration_IsToldOnce()
    {
        var told = new ConfigDiagnostic(DiagnosticSeverity.Warning, "a rule allows everything");

        Assert.Equal(["another"], DoctorCommand.WarningsBeside([told], [told.ToString(), "another"]).Select(static f => f.Detail));
    }

    [Fact]
    public void Guest_WhosePeopleFolderIsAFile_IsToldTheSetting()
    {
        using var gateway = new TestGateway();
        gateway.Folder.Write("work-people", "a file");

        gateway.Ask("hello", session: "anna", user: "anna");

        var said = string.Join('\n', gateway.Events.Select(static e => e.ToString()));
        Assert.Contains($"{gateway.Folder.File("work-people")} is a file. Move it to another place, or set agent.people.", said);
        Assert.DoesNotContain("..", said);
    }
}
