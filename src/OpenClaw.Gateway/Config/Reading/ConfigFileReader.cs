using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Reads one file of the configuration: the size it may have, what it may be, and the words for what goes wrong.</summary>
internal static class ConfigFileReader
{
    /// <summary>The words for a file that is not there.</summary>
    public const string Absent = "does not exist";

    public const int MaxBytes = 1024 * 1024;

    /// <returns>The document, or the words that say why there is none.</returns>
    public static (TomlDocument? Document, string? Problem) Read(string path, string name)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return (null, $"is a folder; name the file in it, {Path.Combine(name, "openclaw.toml")}");
            }
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[MaxBytes + 1];
            // Read rather than ask for the length: a pipe has none, and a file may grow under our eyes.
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > MaxBytes
                ? (null, "is larger than 1MB, the most a configuration file may have; is it the right file?")
                : (TomlDocument.Parse(bytes.AsSpan(0, length), name), null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, Absent);
        }
        catch (UnauthorizedAccessException)
        {
            return (null, $"cannot be read by {Environment.UserName}; check its owner and mode (ls -l {path})");
        }
        catch (IOException e)
        {
            return (null, $"cannot be read: {e.Message}");
        }
    }
}
