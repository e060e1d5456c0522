using OpenClaw.Messages;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Web.Page;

namespace OpenClaw.Tests.Web;

public sealed class UploadsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>The files' times are the machine's, so the clock begins there.</summary>
    private readonly FakeClock _clock = new(DateTimeOffset.UtcNow);
    private readonly Uploads _uploads;

    public UploadsTests() => _uploads = new Uploads(_folder.File("uploads"), _clock, 30 << 20);

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string> TakeAsync(string user, int length)
    {
        var (id, problem) = await _uploads.TakeAsync(user, new MemoryStream(new byte[length]), Ct);
        Assert.Null(problem);
        return Uploads.ReferenceOf(user, id!)!;
    }

    private async Task<(long Length, string? Problem)> FetchAsync(string reference)
    {
        var length = 0L;
        var problem = await _uploads.FetchAsync(
            new RemoteFile("a", null, null, reference),
            bytes =>
            {
                length += bytes.Length;
                return null;
            }
        );
        return (length, problem);
    }

    [Fact]
    public async Task File_IsThereForAWeek_AndThenIsNot()
    {
        var reference = await TakeAsync("pi", 100_000);
        _clock.Advance(TimeSpan.FromDays(6));
        await TakeAsync("pi", 1);
        Assert.Equal((100_000, null), await FetchAsync(reference));

        _clock.Advance(TimeSpan.FromDays(2));
        await TakeAsync("pi", 1);
        Assert.Equal((0, "it is not kept any more"), await FetchAsync(reference));
    }

    [Fact]
    public async Task File_ThatIsTooLarge_LeavesNothing()
    {
        var (id, problem) = await _uploads.TakeAsync("pi", new MemoryStream(new byte[Uploads.MaxFile + 1]), Ct);

        Assert.Equal((null, "a file may have 20MB"), (id, problem));
        Assert.Empty(Directory.GetFiles(_folder.File("uploads")));
    }

    [Fact]
    public async Task Files_OfOneUser_HaveALimitTogether_AndThoseOfAnotherDoNotCount()
    {
        for (var i = 0; i < 3; i++)
        {
            await TakeAsync("pi", 10 << 20);
        }

        Assert.Contains("30MB", (await _uploads.TakeAsync("pi", new MemoryStream(new byte[1]), Ct)).Problem);
        await TakeAsync("p", 1);
        await TakeAsync("pi-2", 1);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData("0123456789ABCDEF0123456789abcdef", false)]
    [InlineData("../../../../../../../etc/passwd1", false)]
    [InlineData("0123", false)]
    [InlineData("", false)]
    public void Reference_IsOfAnIdThatWasGiven(string id, bool isOne) => Assert.Equal(isOne, Uploads.ReferenceOf("pi", id) is not null);
}
