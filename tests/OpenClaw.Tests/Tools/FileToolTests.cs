using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.Policy;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tests.Tools;

public sealed class FileToolTests : IAsyncDisposable
{
    private readonly ToolBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Read_SmallFile_IsItsText()
    {
        _bench["a.txt"] = "\uFEFFone\r\ntwo\n";

        Assert.Equal("one\ntwo\n", await _bench.DoesAsync("read", """{"path":"a.txt"}"""));
        Assert.Equal("two\n[lines 2 to 2, the end]", await _bench.DoesAsync("read", """{"path":"./a.txt","offset":"2"}"""));
        Assert.Equal(
            "one\n[lines 1 to 1 of 12 bytes; go on with offset=2]",
            await _bench.DoesAsync("read", """{"path":"a.txt","limit":1}""")
        );
        Assert.Equal("(the end: 'a.txt' has 2 lines)", await _bench.DoesAsync("read", """{"path":"a.txt","offset":3}"""));
        Assert.Contains("has no line 9; it has 2 line(s)", await _bench.FailsAsync("read", """{"path":"a.txt","offset":9}"""));
    }

    [Fact]
    public async Task Read_EmptyFile_SaysSo()
    {
        _bench["e"] = "";
        Assert.Equal("(an empty file)", await _bench.DoesAsync("read", """{"path":"e"}"""));
    }

    [Fact]
    public async Task Read_LongFile_IsCutWithTheWayToTheRestAndAllOfItIsReached()
    {
        var lines = Enumerable.Range(1, 5000).Select(i => $"line {i} äöü").ToArray();
        _bench["long"] = string.Join('\n', lines);
        var seen = new List<string>();
        for (var offset = 1; offset <= 5000; )
        {
            var text = await _bench.DoesAsync("read", $$"""{"path":"long","offset":{{offset}}}""");
            Assert.True(text.Length <= 16 * 1024);
            var shown = text.Split('\n').Where(line => line.StartsWith("line")).ToArray();
            Assert.NotEmpty(shown);
            seen.AddRange(shown);
            offset += shown.Length;
        }

        Assert.Equal(lines, seen);
    }

    [Fact]
    public async Task Read_OneEndlessLine_IsCutAndSaidSo()
    {
        _bench["wide"] = new string('é', 200_000) + "\nnext\n";

        var text = await _bench.DoesAsync("read", """{"path":"wide"}""");

        Assert.InRange(text.Length, 1000, 16 * 1024);
        Assert.Contains("line 1 is longer than what fits", text);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.StartsWith("next\n", await _bench.DoesAsync("read", """{"path":"wide","offset":2}"""));
    }

    [Fact]
    public async Task Read_Binary_SaysWhatItLooksLike()
    {
        File.WriteAllBytes($"{_bench.Workspace}/zeros", new byte[100_000]);
        File.WriteAllBytes($"{_bench.Workspace}/x.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0]);

        Assert.Contains("'zeros' is not text: zeros", await _bench.FailsAsync("read", """{"path":"zeros"}"""));
        Assert.Contains("a PNG image", await _bench.FailsAsync("read", """{"path":"x.png"}"""));
    }

    [Fact]
    public async Task Read_Missing_NamesTheNearest()
    {
        _bench["notes.txt"] = "";
        _bench["other.md"] = "";

        Assert.Equal(
            "'note.txt' does not exist; near it are: notes.txt, other.md",
            await _bench.FailsAsync("read", """{"path":"note.txt"}""")
        );
    }

    [Fact]
    public async Task Read_Folder_ListsIt()
    {
        _bench["d/a"] = "";
        _bench["d/e/f"] = "";
        File.CreateSymbolicLink($"{_bench.Workspace}/d/l", "/etc/passwd");

        Assert.Equal("a\ne/\nl -> /etc/passwd", await _bench.DoesAsync("read", """{"path":"d"}"""));
    }

    [Theory]
    [InlineData("/proc/self/environ", "leads into /proc")]
    [InlineData("/dev/zero", "leads into /dev")]
    [InlineData("/dev/../proc/1/mem", "leads into /proc")]
    [InlineData("", "the path is empty")]
    [InlineData("a\\u0000b", "is not a path")]
    public async Task Path_Special_IsRefused(string path, string complaint) =>
        Assert.Contains(complaint, await _bench.RefusedAsync("read", $$"""{"path":"{{path}}"}"""));

    [Fact]
    public async Task Path_NamedPipe_DoesNotHang()
    {
        System.Diagnostics.Process.Start("mkfifo", $"{_bench.Workspace}/pipe").WaitForExit();

        Assert.Contains("is a named pipe", await _bench.FailsAsync("read", """{"path":"pipe"}"""));
        Assert.Contains("is a named pipe", await _bench.RefusedAsync("write", """{"path":"pipe","content":""}"""));
        Assert.Contains("nothing found", await _bench.DoesAsync("search", """{"text":"x"}"""));
    }

    [Fact]
    public async Task Path_LinkOutOfTheWorkspace_IsDecidedAndShownAsWhereItLeads()
    {
        File.CreateSymbolicLink($"{_bench.Workspace}/out", $"{_bench.Folder}/elsewhere");

        var intent = await _bench.ReadyAsync("write", """{"path":"out","content":"x"}""");

        Assert.Equal([new Effect.Write($"{_bench.Folder}/elsewhere")], intent.Effects);
        Assert.Contains($"out (which leads to {_bench.Folder}/elsewhere)", intent.Display);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Path_ExchangedForALinkAfterTheCheck_IsNotFollowed(bool withoutOpenat2)
    {
        SafeFile.WithoutOpenat2 = withoutOpenat2;
        try
        {
            Directory.CreateDirectory($"{_bench.Folder}/secret");
            File.WriteAllText($"{_bench.Folder}/secret/f", "secret");
            _bench["d/f"] = "mine";
            var read = await _bench.ReadyAsync("read", """{"path":"d/f"}""");
            var write = await _bench.ReadyAsync("write", """{"path":"d/f","content":"new"}""");
            var edit = await _bench.ReadyAsync("edit", """{"path":"d/f","old":"secret","new":"x"}""");
            Directory.Move($"{_bench.Workspace}/d", $"{_bench.Workspace}/gone");
            Directory.CreateSymbolicLink($"{_bench.Workspace}/d", $"{_bench.Folder}/secret");

            foreach (var (tool, intent) in new[] { ("read", read), ("write", write), ("edit", edit) })
            {
                var result = await _bench.RunAsync(tool, intent);
                Assert.True(result.Failed, tool);
                Assert.DoesNotContain("secret", result.Text.Replace("secret/", ""));
            }

            Assert.Equal("secret", File.ReadAllText($"{_bench.Folder}/secret/f"));
            Assert.Single(Directory.GetFiles($"{_bench.Folder}/secret"));
        }
        finally
        {
            SafeFile.WithoutOpenat2 = false;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_NewFile_MakesFoldersAndIsPrivate(bool withoutOpenat2)
    {
        SafeFile.WithoutOpenat2 = withoutOpenat2;
        try
        {
            Assert.Equal("wrote 3 bytes to a/b/c.txt", await _bench.DoesAsync("write", """{"path":"a/b/c.txt","content":"hé"}"""));
        }
        finally
        {
            SafeFile.WithoutOpenat2 = false;
        }

        Assert.Equal("hé", _bench["a/b/c.txt"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode($"{_bench.Workspace}/a/b/c.txt"));
        Assert.Single(Directory.GetFileSystemEntries($"{_bench.Workspace}/a/b"));
    }

    [Fact]
    public async Task Write_Existing_KeepsItsMode()
    {
        _bench["run.sh"] = "old";
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode($"{_bench.Workspace}/run.sh", mode);

        await _bench.DoesAsync("write", """{"path":"run.sh","content":"new"}""");

        Assert.Equal("new", _bench["run.sh"]);
        Assert.Equal(mode, File.GetUnixFileMode($"{_bench.Workspace}/run.sh"));
    }

    [Fact]
    public async Task Write_OverAFolderOrBelowAFile_SaysWhy()
    {
        _bench["f"] = "";
        Directory.CreateDirectory($"{_bench.Workspace}/d");

        Assert.Contains("is a folder", await _bench.RefusedAsync("write", """{"path":"d","content":""}"""));
        Assert.Contains("not a folder", await _bench.FailsAsync("write", """{"path":"f/x","content":""}"""));
    }

    [Fact]
    public async Task Write_Binding_ChangesWithTheFile()
    {
        var absent = await _bench.ReadyAsync("write", """{"path":"f","content":"x"}""");
        _bench["f"] = "now here";
        var present = await _bench.ReadyAsync("write", """{"path":"f","content":"x"}""");

        Assert.Equal(absent.Arguments, present.Arguments);
        Assert.Equal("absent", absent.Binding.Hashes[0].Sha256);
        Assert.NotEqual(absent.Binding, present.Binding);
    }

    [Fact]
    public async Task Edit_ExactText_IsReplacedAndTheRestIsUntouched()
    {
        _bench["f"] = "\uFEFFa\r\nb\r\nc";

        Assert.Equal("edited f at line 2", await _bench.DoesAsync("edit", """{"path":"f","old":"b\nc","new":"B\nC\nD"}"""));
        Assert.Equal("\uFEFFa\r\nB\r\nC\r\nD"u8, File.ReadAllBytes($"{_bench.Workspace}/f"));
    }

    [Fact]
    public async Task Edit_NotUnique_NamesTheLinesAndAllReplacesThem()
    {
        _bench["f"] = "x\ny\nx\n";

        Assert.Contains("2 times, at lines 1, 3", await _bench.FailsAsync("edit", """{"path":"f","old":"x","new":"z"}"""));
        Assert.Equal("edited f at line 1, 3", await _bench.DoesAsync("edit", """{"path":"f","old":"x","new":"z","all":"true"}"""));
        Assert.Equal("z\ny\nz\n", _bench["f"]);
    }

    [Theory]
    [InlineData("  indented\\n", "line 2 differs in white space: \tindented")]
    [InlineData("int main(voit) {", "line 3 is nearest: int main(void) {")]
    [InlineData("int main(void) {\\n}", "line 3 agrees, what follows does not")]
    [InlineData("qqqqqqqqqqqqqqqqq", "copy the text exactly")]
    public async Task Edit_NotFound_ShowsTheNearestLine(string old, string hint)
    {
        _bench["f"] = "first\n\tindented\nint main(void) {\n\treturn 0;\n";

        Assert.Contains(hint, await _bench.FailsAsync("edit", $$"""{"path":"f","old":"{{old}}","new":"y"}"""));
    }

    [Fact]
    public async Task Edit_FileChangedBetween_IsRefused()
    {
        _bench["f"] = "x";
        var intent = await _bench.ReadyAsync("edit", """{"path":"f","old":"x","new":"y"}""");
        _bench["f"] = "x and more";

        Assert.Contains("changed by someone else", (await _bench.RunAsync("edit", intent)).Text);
        Assert.Equal("x and more", _bench["f"]);
    }

    [Fact]
    public async Task Search_TextAndNames_FindsThem()
    {
        _bench["a.md"] = "alpha\nNeedle here\n";
        _bench["sub/b.txt"] = "no\nneedle\n";
        _bench[".git/c"] = "needle";
        File.WriteAllBytes($"{_bench.Workspace}/bin", [.. "needle"u8, 0]);
        Directory.CreateSymbolicLink($"{_bench.Workspace}/loop", _bench.Workspace);
        File.CreateSymbolicLink($"{_bench.Workspace}/passwd", "/etc/passwd");

        Assert.Equal(
            "a.md:2: Needle here\nsub/b.txt:2: needle\n[not looked at: 1 binary (bin)]",
            await _bench.DoesAsync("search", """{"text":"needle"}""")
        );
        Assert.Equal("a.md:2: Needle here", await _bench.DoesAsync("search", """{"text":"needle","files":"*.md"}"""));
        Assert.Equal("sub/b.txt", await _bench.DoesAsync("search", """{"files":"sub/**"}"""));
        Assert.Equal("sub/b.txt", await _bench.DoesAsync("search", """{"files":"**/*.txt"}"""));
        Assert.Equal("sub/b.txt:2: needle", await _bench.DoesAsync("search", """{"text":"needle","path":"sub"}"""));
        Assert.Equal(
            "nothing found in 3 file(s)\n[not looked at: 1 binary (bin)]",
            await _bench.DoesAsync("search", """{"text":"root:"}""")
        );
        Assert.Contains("give 'text'", await _bench.RefusedAsync("search", "{}"));
    }

    [Fact]
    public async Task Search_WhatTheGateCloses_IsNotLookedAt()
    {
        _bench["open"] = "needle";
        _bench["closed/x"] = "needle";
        Directory.CreateDirectory($"{_bench.Folder}/state");
        File.WriteAllText($"{_bench.Folder}/state/state.db", "needle");
        _bench.Rules.Add(PolicySamples.Rule("closed", PolicyAction.Deny, new() { Paths = ["closed/**"] }));

        var inside = await _bench.DoesAsync("search", """{"text":"needle"}""");
        // Out of the workspace a search goes only where a rule with paths leads, and never where the state lies.
        _bench.Rules.Add(
            PolicySamples.Rule(
                "around",
                PolicyAction.Allow,
                new() { Paths = [$"{_bench.Folder}", $"{_bench.Folder}/near/**", $"{_bench.Folder}/state/**"] }
            )
        );
        foreach (var name in new[] { "near", "far" })
        {
            Directory.CreateDirectory($"{_bench.Folder}/{name}");
            File.WriteAllText($"{_bench.Folder}/{name}/f", "needle");
        }

        var around = await _bench.DoesAsync("search", """{"text":"needle","path":".."}""");

        Assert.Contains("near/f:1: needle", around);
        Assert.DoesNotContain("far/", around);
        Assert.Equal("open:1: needle\n[1 file(s) or folder(s) are closed by the policy and were not looked at]", inside);
        Assert.DoesNotContain("state", around.Replace("state/", "?"));
    }

    [Fact]
    public async Task Search_WhatItDidNotLookAt_IsSaidAndANamedFileIsReadWhole()
    {
        _bench["big.log"] = $"{new string('x', 9 << 20)}\nneedle\n";
        _bench["long.json"] = $"{new string('y', 80_000)}needle\n{new string('z', 2 << 20)}needle\n";
        for (var i = 0; i < 5; i++)
        {
            File.WriteAllBytes($"{_bench.Workspace}/p{i}.png", [0x89, (byte)'P', 0]);
        }

        var all = await _bench.DoesAsync("search", """{"text":"needle"}""");

        Assert.StartsWith("long.json:1: ...", all);
        Assert.DoesNotContain("long.json:2", all);
        Assert.EndsWith(
            "[not looked at: 1 larger than 8 MB; search one by its path (big.log); 1 with lines over 1 MB, of which only the beginning was looked at (long.json); 5 binary (p0.png, p1.png, p2.png, ...)]",
            all
        );
        Assert.StartsWith(
            "big.log:2: needle\n[not looked at: 1 with lines over 1 MB",
            await _bench.DoesAsync("search", """{"text":"needle","path":"big.log"}""")
        );
        Assert.Equal(
            "nothing found in 1 file(s)\n[not looked at: 1 binary (p0.png)]",
            await _bench.DoesAsync("search", """{"text":"needle","path":"p0.png"}""")
        );
    }

    [Fact]
    public async Task Search_WhatCannotBeOpened_IsSaid()
    {
        Assert.SkipWhen(Environment.UserName == "root", "root opens everything");
        _bench["shut"] = "needle";
        _bench["folder/in"] = "needle";
        File.SetUnixFileMode($"{_bench.Workspace}/shut", UnixFileMode.None);
        File.SetUnixFileMode($"{_bench.Workspace}/folder", UnixFileMode.None);

        var found = await _bench.DoesAsync("search", """{"text":"needle"}""");
        File.SetUnixFileMode($"{_bench.Workspace}/folder", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Contains("2 unreadable (shut, folder/)", found);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Utf16_WithItsMark_IsTextToEveryTool(string name)
    {
        var encoding = System.Text.Encoding.GetEncoding(name);
        byte[] Bytes(string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        // 'Ċ' has the byte of a line end in it.
        File.WriteAllBytes($"{_bench.Workspace}/w.txt", Bytes("first Ċ\r\nsecond Näedle 😀\r\n"));

        Assert.Equal("first Ċ\nsecond Näedle 😀\n", await _bench.DoesAsync("read", """{"path":"w.txt"}"""));
        Assert.Equal("w.txt:2: second Näedle 😀", await _bench.DoesAsync("search", """{"text":"näedle"}"""));
        Assert.Equal("edited w.txt at line 1", await _bench.DoesAsync("edit", """{"path":"w.txt","old":"Ċ\nsecond","new":"Ċ\nzwei ü"}"""));
        Assert.Equal(Bytes("first Ċ\r\nzwei ü Näedle 😀\r\n"), File.ReadAllBytes($"{_bench.Workspace}/w.txt"));
    }

    [Fact]
    public async Task Utf16_LongerThanTheBuffer_IsReadWhole()
    {
        var lines = string.Concat(Enumerable.Range(1, 20_000).Select(static i => $"line {i} ä\n"));
        File.WriteAllBytes(
            $"{_bench.Workspace}/w.txt",
            [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes(lines)]
        );

        Assert.Equal(
            "line 19999 ä\nline 20000 ä\n[lines 19999 to 20000, the end]",
            await _bench.DoesAsync("read", """{"path":"w.txt","offset":19999}""")
        );
        Assert.Equal("w.txt:12345: line 12345 ä", await _bench.DoesAsync("search", """{"text":"line 12345 "}"""));
    }

    [Fact]
    public async Task Search_TooMany_IsCut()
    {
        _bench["f"] = string.Concat(Enumerable.Repeat("needle\n", 1000));

        var text = await _bench.DoesAsync("search", """{"text":"needle"}""");

        Assert.EndsWith("[the first 200; search a smaller folder or for more text]", text);
    }
}
