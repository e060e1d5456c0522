using System.Text;
using OpenClaw.Exec;

namespace OpenClaw.Tests.Tools.Exec;

public sealed class CommandOutputTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(7, 10_000)]
    [InlineData(64 * 1024, 5)]
    [InlineData(5000, 50)]
    public void Read_AnyOffset_GivesWhatWasWritten(int size, int times)
    {
        using var output = new CommandOutput(_path, 100_000);
        var all = new MemoryStream();
        for (var i = 0; i < times; i++)
        {
            var block = new byte[size];
            for (var j = 0; j < size; j++)
            {
                block[j] = (byte)((i * size + j) % 251);
            }
            output.Append(block);
            all.Write(block);
        }

        var expected = all.ToArray();
        for (long at = 0; at < expected.Length; )
        {
            var (offset, data, total) = output.Read(at, 4096);
            Assert.Equal(expected.Length, total);
            Assert.NotEmpty(data);
            // Only beyond the file's limit and before the end that is kept may anything be missing.
            if (offset != at)
            {
                Assert.True(at >= 100_000 && offset == total - CommandOutput.Kept);
            }
            Assert.Equal(expected[(int)offset..((int)offset + data.Length)], data);
            at = offset + data.Length;
        }
    }

    [Fact]
    public void Summary_Short_IsWhole()
    {
        using var output = new CommandOutput(_path, 1000);
        output.Append("hello\r\nworld\u001b[31m!\u001b[0m\n"u8);
        Assert.Equal("hello\nworld!\n", output.Summary(100, "rest"));
    }

    [Theory]
    [InlineData(200, 100)]
    [InlineData(20_000, 16_384)]
    [InlineData(100_000, 16_384)]
    public void Summary_Long_HasBothEndsAndTheCount(int length, int cap)
    {
        using var output = new CommandOutput(_path, 1000);
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i % 26)));
        output.Append(Encoding.ASCII.GetBytes(text));
        Assert.Equal(
            $"{text[..(cap / 2)]}\n[... {length - cap} of {length} bytes left out; rest]\n{text[^(cap / 2)..]}",
            output.Summary(cap, "rest")
        );
    }

    [Fact]
    public void Clean_CutCharactersAndControls_GiveValidText()
    {
        var bytes = Encoding.UTF8.GetBytes("é€😀");
        Assert.Equal("€", OutputText.Clean(bytes.AsSpan(1, bytes.Length - 2)));
        Assert.Equal("a\nb\uFFFDc", OutputText.Clean("a\rb\bc"u8));
        Assert.Equal("t", OutputText.Clean("\u001b]0;title\at"));
        Assert.Equal("(binary data, 1000 bytes)", OutputText.Clean(new byte[1000]));
        Assert.Equal("", OutputText.Clean([]));
    }
}
