using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Fakes;

/// <summary>A state in which nothing has happened. Making one takes a sync for each step of the schema, which a thousand tests need not all
/// wait for.</summary>
internal static class EmptyState
{
    private static readonly Lazy<byte[]> s_bytes = new(Make);

    /// <summary>Writes one, where there is none.</summary>
    public static void PlaceAt(string path)
    {
        if (File.Exists(path))
        {
            return;
        }
        File.WriteAllBytes(path, s_bytes.Value);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static byte[] Make()
    {
        using var folder = new TempFolder();
        var path = folder.File("state.db");
        // Closed, it is one file: the log is written back.
        Store.Open(path).DisposeAsync().AsTask().GetAwaiter().GetResult();
        return File.ReadAllBytes(path);
    }
}
