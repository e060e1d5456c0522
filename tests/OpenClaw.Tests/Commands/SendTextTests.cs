using System.IO.Pipes;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Commands.Send;
using OpenClaw.Foundation.Linux;

namespace OpenClaw.Tests.Commands;

public sealed class SendTextTests
{
    [Theory]
    [InlineData("what?", "", "what?")]
    [InlineData("what?", "\n\n", "what?")]
    [InlineData("", "only input\n", "only input")]
    [InlineData("what?", "a\nb\n", "what?\n\n```\na\nb\n```")]
    [InlineData("what?", "  indented", "what?\n\n```\n  indented\n```")]
    [InlineData("what?", "```\ncode\n```\n", "what?\n\n````\n```\ncode\n```\n````")]
    [InlineData("what?", "a ````` b", "what?\n\n``````\na ````` b\n``````")]
    public void Join_PutsTheInputBelowTheWordsInAFenceThatItCannotClose(string words, string input, string text) =>
        Assert.Equal(text, SendText.Join(words, input));

    [Fact]
    public async Task Read_OfWhatNeverEnds_EndsAtTheLimitAndNamesIt()
    {
        using var endless = new EndlessReader();

        var refused = await Assert.ThrowsAsync<IOException>(() => SendText.ReadAsync(endless, TestContext.Current.CancellationToken));

        Assert.Contains("more than 1 MB", refused.Message);
        Assert.Contains("nothing was sent", refused.Message);
    }

    [Fact]
    public void Look_AtAPipeThatNobodyWritesTo_IsSilentAndNotAWait()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var mine = Inherited(pipe);

        Assert.Equal(GivenInput.Silent, StandardInput.Look(mine.Number, TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void Look_AtAPipeThatEndedOrHasWords_IsSome()
    {
        using var ended = new AnonymousPipeServerStream(PipeDirection.Out);
        using var other = Inherited(ended);
        ended.WriteByte(7);
        Assert.Equal(GivenInput.Some, StandardInput.Look(other.Number, TimeSpan.FromMinutes(1)));
        ended.Dispose();
        Assert.Equal(GivenInput.Some, StandardInput.Look(other.Number, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Look_AtAFile_IsSomeUntilSomebodyReadsIt()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "one\ntwo\n");
        using var file = new Descriptor(Libc.open(path, 0, 0));
        File.Delete(path);

        Assert.Equal(GivenInput.Some, StandardInput.Look(file.Number, TimeSpan.Zero));
        Libc.Read(file.Number, new byte[4]);
        Assert.Equal(GivenInput.None, StandardInput.Look(file.Number, TimeSpan.Zero));
    }

    [Fact]
    public void Look_AtNullAndAtWhatIsClosed_DoesNotWait()
    {
        using var empty = new Descriptor(Libc.open("/dev/null", 0, 0));
        Assert.Equal(GivenInput.Some, StandardInput.Look(empty.Number, TimeSpan.FromMinutes(1)));
        Assert.Equal(GivenInput.None, StandardInput.Look(1 << 20, TimeSpan.FromMinutes(1)));
        // What the runtime opened in the place of a closed descriptor.
        using var own = new Descriptor(Libc.open("/dev/null", Libc.O_CLOEXEC, 0));
        Assert.Equal(GivenInput.None, StandardInput.Look(own.Number, TimeSpan.FromMinutes(1)));
    }

    /// <summary>The reading end as a child has it: without the mark that .NET puts on descriptors of its own.</summary>
    private static Descriptor Inherited(AnonymousPipeServerStream pipe)
    {
        const int f_dupfd = 0;
        var copy = Libc.fcntl((int)pipe.ClientSafePipeHandle.DangerousGetHandle(), f_dupfd, 0);
        pipe.DisposeLocalCopyOfClientHandle();
        return new Descriptor(copy);
    }

    private sealed class Descriptor(int number) : IDisposable
    {
        public int Number => number;

        public void Dispose() => Libc.close(number);
    }

    private sealed class EndlessReader : TextReader
    {
        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill('x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
