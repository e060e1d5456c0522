using OpenClaw.Config.Tables;
using OpenClaw.Hosting.Folders;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Hosting;

/// <summary>People's workspaces lay inside the owners', and move beside it at the first start.</summary>
public sealed class PeopleFoldersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly AgentConfig _agent;

    public PeopleFoldersTests() => _agent = new AgentConfig { Workspace = _folder.File("claw"), People = _folder.File("claw-people") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Move_BringsEachFolderAndLeavesTheOwnersOwn()
    {
        _folder.Write("claw/people/telegram%3A77/a.txt", "a");
        _folder.Write("claw/people/hook%3Aci/inbox/b.txt", "b");
        _folder.Write("claw/people/anna/birthday.md", "the owner's own");

        Assert.Empty(PeopleFolders.Move(_agent, out var moved));

        Assert.Equal(2, moved.Count);
        Assert.Equal("a", File.ReadAllText(_folder.File("claw-people", "telegram%3A77", "a.txt")));
        Assert.Equal("b", File.ReadAllText(_folder.File("claw-people", "hook%3Aci", "inbox", "b.txt")));
        Assert.Equal(["anna"], Directory.GetFileSystemEntries(_folder.File("claw", "people")).Select(Path.GetFileName));
        Assert.Empty(PeopleFolders.Move(_agent, out moved));
        Assert.Empty(moved);
    }

    [Fact]
    public void Move_OfAllThereIs_TakesTheEmptyFolderAway()
    {
        _folder.Write("claw/people/telegram%3A77/a.txt", "a");

        PeopleFolders.Move(_agent, out _);

        Assert.False(Directory.Exists(_folder.File("claw", "people")));
    }

    [Fact]
    public void Move_ThatWasKilledHalfway_GoesOn()
    {
        _folder.Write("claw-people/telegram%3A77/a.txt", "moved before");
        _folder.Write("claw/people/telegram%3A78/b.txt", "b");
        // A turn that began before the move made its folder and put nothing in it.
        Directory.CreateDirectory(_folder.File("claw-people", "telegram%3A78"));

        Assert.Empty(PeopleFolders.Move(_agent, out _));

        Assert.Equal("b", File.ReadAllText(_folder.File("claw-people", "telegram%3A78", "b.txt")));
    }

    [Fact]
    public void Move_OntoFiles_IsNotDoneAndSaysWhatToDo()
    {
        _folder.Write("claw-people/telegram%3A77/new.txt", "new");
        _folder.Write("claw/people/telegram%3A77/old.txt", "old");

        var left = Assert.Single(PeopleFolders.Move(_agent, out var moved));

        Assert.Empty(moved);
        Assert.Contains("is there already and holds files", left);
        Assert.Contains("there by hand, then remove the old folder", left);
        Assert.DoesNotContain("mv ", left);
        Assert.DoesNotContain("..", left);
        Assert.Equal("old", File.ReadAllText(_folder.File("claw", "people", "telegram%3A77", "old.txt")));
        Assert.Equal([_folder.File("claw", "people", "telegram%3A77")], PeopleFolders.LeftBehind(_agent));
    }

    [Fact]
    public void Move_WhereNothingCanBeMade_IsNotDoneAndSaysWhy()
    {
        _folder.Write("claw-people", "a file is in the way");
        _folder.Write("claw/people/telegram%3A77/old.txt", "old");

        var left = Assert.Single(PeopleFolders.Move(_agent, out _));
        Assert.Contains($"{_folder.File("claw-people")} is a file and in the way. Move the file", left);
        Assert.DoesNotContain("..", left);
        Assert.True(File.Exists(_folder.File("claw", "people", "telegram%3A77", "old.txt")));
    }

    [Fact]
    public void Move_OfALink_IsNotDone()
    {
        Directory.CreateDirectory(_folder.File("claw", "people"));
        Directory.CreateSymbolicLink(_folder.File("claw", "people", "telegram%3A77"), "/etc");

        PeopleFolders.Move(_agent, out var moved);

        Assert.Empty(moved);
        Assert.False(Path.Exists(_folder.File("claw-people", "telegram%3A77")));
    }

    [Fact]
    public void Image_OfATranscriptOfBefore_IsFoundWhereItLiesNow()
    {
        _folder.Write("claw/people/telegram%3A77/inbox/a.png", "a");
        var kept = _folder.File("claw", "people", "telegram%3A77", "inbox", "a.png");
        Assert.Equal(kept, FormerPeople.Now(_agent, kept));

        PeopleFolders.Move(_agent, out _);

        Assert.True(File.Exists(FormerPeople.Now(_agent, kept)));
        Assert.Equal("/srv/b.png", FormerPeople.Now(_agent, "/srv/b.png"));
    }

    [Fact]
    public void Move_OfAnOperatorWhoKeepsThemThere_IsNotDone()
    {
        _folder.Write("claw/people/telegram%3A77/a.txt", "a");
        var agent = _agent with { People = _folder.File("claw", "people") };

        Assert.Empty(PeopleFolders.Move(agent, out var moved));
        Assert.Empty(moved);
        Assert.Empty(PeopleFolders.LeftBehind(agent));
    }

    [Fact]
    public void Gateway_ThatStartsOnTheOldPlace_MovesItAndSaysSo()
    {
        using var gateway = new TestGateway();
        gateway.Kill();
        gateway.Folder.Write("work/people/local%3Aanna/inbox/photo.txt", "hers");
        gateway.Folder.Write("work/people/local%3Abob/old.txt", "his, of before");
        gateway.Folder.Write("work-people/local%3Abob/new.txt", "his, of now");
        gateway.Start();
        gateway["big"]
            .Calls("read", """{"path":"inbox/photo.txt"}""")
            .Answers("seen")
            .Calls("read", """{"path":"people/local%3Abob/old.txt"}""")
            .Answers("no");

        gateway.Ask("look", session: "anna", user: "anna");
        gateway.Ask("look");

        Assert.Equal("hers\n", gateway.Transcript("local:anna").OfType<Entry.ToolResult>().Single().Text);
        // What could not be moved is closed to the owners' sessions, in whose workspace it lies.
        Assert.Contains("closed until it is moved", gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
        Assert.Equal(["moved"], gateway.Rows("select kind from audit where kind = 'moved'", static row => row.GetString(0)));
    }

    [Fact]
    public void Approval_OfBeforeTheMove_IsNotUsedAndTheModelIsToldWhy()
    {
        using var gateway = new TestGateway();
        gateway.Folder.Write("work/people/local%3Aanna/a.txt", "hers");
        gateway["big"]
            .Calls("write", $$"""{"path":"{{gateway.Folder.File("work", "people", "local%3Aanna", "b.txt")}}","content":"x"}""")
            .Answers("well");
        var config = TestGateway.DefaultConfig.Replace("workspace = \"work\"", "workspace = \"work\"\npeople = \"work/people\"");
        gateway.Reload(config);
        var said = gateway.Say("go", session: "anna", user: "anna");
        var id = gateway.AskedBy(said);
        gateway.Kill();
        gateway.Configure(TestGateway.DefaultConfig);
        gateway.Start();
        gateway["big"].Answers("well");

        // The first shows it, for this conversation has not seen it; the second answers.
        gateway.Say($"/approve {id}");
        gateway.Say($"/approve {id}");
        gateway.EndOf(said);

        Assert.Contains("needs a rule with paths", gateway.ToldOf(id, "local:anna"));
        Assert.False(File.Exists(gateway.Folder.File("work", "people", "local%3Aanna", "b.txt")));
    }
}
