using OpenClaw.Policy.Effects;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tests.Tools;

public sealed class FileToolTests : IAsyncDisposable
{
    private readonly ToolBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

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
}
