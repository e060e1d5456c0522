using OpenClaw.Cli.Terminal;
using OpenClaw.Foundation.Linux;

namespace OpenClaw.Tests.Commands;

/// <summary>What commands print, on descriptors that behave as badly as those of a shell may.</summary>
public sealed class StandardStreamTests
{
    [Fact]
    public async Task Write_PipeThatDoesNotWait_ArrivesWhole()
    {
        // More than a pipe holds: the writer meets a full one that another process made not to wait.
        var text = new byte[1 << 20];
        Random.Shared.NextBytes(text);
        var (read, write) = Pipe();
        var writing = Task.Run(
            () =>
            {
                new StandardStream(write).Write(text);
                _ = Libc.close(write);
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(text, await Task.Run(() => ReadToEnd(read), TestContext.Current.CancellationToken));
        await writing;
    }

    [Fact]
    public void Write_NobodyReads_IsNoError()
    {
        var (read, write) = Pipe();
        _ = Libc.close(read);
        new StandardStream(write).Write("gone"u8);
        _ = Libc.close(write);
    }

    [Fact]
    public void Write_NobodyReadsWhatIsOfNoUseInPart_Throws()
    {
        var (read, write) = Pipe();
        _ = Libc.close(read);
        Assert.Contains(
            "nobody reads standard output any more",
            Assert.Throws<IOException>(() => new StandardStream(write, isWhole: true).Write("gone"u8)).Message
        );
        _ = Libc.close(write);
    }

    [Fact]
    public void Write_FullDisk_Throws()
    {
        var full = Libc.open("/dev/full", Libc.O_WRONLY | Libc.O_CLOEXEC, 0);
        Assert.Contains("No space left", Assert.Throws<IOException>(() => new StandardStream(full).Write("x"u8)).Message);
        _ = Libc.close(full);
    }

    private static (int Read, int Write) Pipe()
    {
        var ends = Libc.Pipe();
        Libc.SetNonBlocking(ends.Write);
        return ends;
    }

    private static unsafe byte[] ReadToEnd(int descriptor)
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        fixed (byte* start = buffer)
        {
            nint read;
            while ((read = Libc.read(descriptor, start, (nuint)buffer.Length)) > 0)
            {
                all.Write(buffer, 0, (int)read);
            }
        }

        _ = Libc.close(descriptor);
        return all.ToArray();
    }
}
