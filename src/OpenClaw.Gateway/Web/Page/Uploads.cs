using OpenClaw.Config.Reading;

namespace OpenClaw.Web.Page;

/// <summary>
/// Files that a page has sent, in a folder of the state, until a message that names one is taken up: then it is copied to where its session
/// works. It stays a week, so that what was cut off by a kill can be copied again. From any thread.
/// </summary>
/// <param name="mostOfUser">What one user's files may take together, in bytes.</param>
internal sealed class Uploads(string folder, TimeProvider time, long mostOfUser = 500 << 20)
{
    public const long MaxFile = 20 << 20;

    private const int IdLength = 32;

    private static readonly TimeSpan s_life = TimeSpan.FromDays(7);

    /// <summary>What a message names a file by: its user is part of it, so nobody names another's.</summary>
    public static string? ReferenceOf(string user, string id) =>
        id.Length == IdLength && id.All(char.IsAsciiHexDigitLower) ? $"{user}-{id}" : null;

    /// <summary>Puts a file on the disk, to stay there over a power cut.</summary>
    /// <returns>Its id, or why it was not taken.</returns>
    public async Task<(string? Id, string? Problem)> TakeAsync(string user, Stream body, CancellationToken ct)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Tidy();
        // The name of another user may begin with this one's.
        var taken = Directory
            .EnumerateFiles(folder, $"{user}-*")
            .Where(path => Path.GetFileName(path).Length == user.Length + 1 + IdLength)
            .Sum(static path => new FileInfo(path).Length);
        var id = Guid.NewGuid().ToString("N");
        var (path, part) = (Path.Combine(folder, $"{user}-{id}"), Path.Combine(folder, $"{id}.part"));
        try
        {
            await using (var file = PrivateFile.Open(part, FileMode.CreateNew))
            {
                var piece = new byte[64 << 10];
                while (await body.ReadAsync(piece, ct).ConfigureAwait(false) is var read and > 0)
                {
                    if (file.Length + read > MaxFile)
                    {
                        return (null, $"a file may have {Sizes.Show(MaxFile)}");
                    }
                    if (taken + file.Length + read > mostOfUser)
                    {
                        return (
                            null,
                            $"the files of this week have {Sizes.Show(mostOfUser)} already; they make room when they are seven days old"
                        );
                    }
                    await file.WriteAsync(piece.AsMemory(0, read), ct).ConfigureAwait(false);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(part, path);
            Durable.FlushDirectory(folder);
            return (id, null);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Hands on the bytes of a file. Null, or why not, as a phrase.</summary>
    public Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take) =>
        Task.Run(async () =>
        {
            try
            {
                await using var stream = new FileStream(
                    Path.Combine(folder, Path.GetFileName(file.Reference)),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.Read | FileShare.Delete
                );
                var piece = new byte[64 << 10];
                while (await stream.ReadAsync(piece).ConfigureAwait(false) is var read and > 0)
                {
                    if (take(piece.AsMemory(0, read)) is { } refused)
                    {
                        return refused;
                    }
                }

                return null;
            }
            catch (IOException e)
            {
                return e is FileNotFoundException or DirectoryNotFoundException ? "it is not kept any more" : e.Message;
            }
        });

    private void Tidy()
    {
        var old = (time.GetUtcNow() - s_life).UtcDateTime;
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => File.GetLastWriteTimeUtc(path) < old))
        {
            File.Delete(path);
        }
    }
}
