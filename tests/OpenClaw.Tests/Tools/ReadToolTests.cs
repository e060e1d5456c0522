namespace OpenClaw.Tests.Tools;

public sealed class ReadToolTests : IAsyncDisposable
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
}
