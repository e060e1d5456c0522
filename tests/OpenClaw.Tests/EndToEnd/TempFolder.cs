namespace OpenClaw.Tests.EndToEnd;

/// <summary>A folder of the test's own, gone afterwards. Its path is short: a Unix socket's may have 107 bytes.</summary>
internal sealed class TempFolder : IDisposable
{
    private const int MostTries = 1000;

    public TempFolder() => Path = Directory.CreateTempSubdirectory("oc-").FullName;

    public string Path { get; }

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What another thread still has in hand may put a last file beside those that are being deleted: then it is done
    /// again.</summary>
    public void Dispose()
    {
        for (var tries = 1; Directory.Exists(Path); tries++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (tries < MostTries)
            {
                Thread.Yield();
            }
        }
    }
}
