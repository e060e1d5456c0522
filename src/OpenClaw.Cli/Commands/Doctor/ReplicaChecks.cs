namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>How far a replica in a folder is behind the state it is made of, by the times of their files: the newest that Litestream has put
/// there against the last write to the state. Nothing of the replica is read.</summary>
internal static class ReplicaChecks
{
    /// <summary>Litestream copies every second by default; this is many times that.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <param name="replica">Null where nobody named one.</param>
    public static IEnumerable<Finding> LookIfNamed(string directory, string? replica, DateTimeOffset now) =>
        replica is null ? [] : [Look(directory, Path.GetFullPath(replica), now)];

    /// <param name="directory">Where the state lies.</param>
    public static Finding Look(string directory, string replica, DateTimeOffset now)
    {
        var state = StateDirectory.DatabaseIn(directory);
        try
        {
            if (!Directory.Exists(replica))
            {
                return new Finding(false, "replica", $"{replica} is no folder; name the path that litestream.yml has");
            }
            var newest = Newest(Directory.EnumerateFiles(replica, "*", SearchOption.AllDirectories).Where(IsPart));
            if (newest is not { } copied)
            {
                return new Finding(
                    false,
                    "replica",
                    $"{replica} has no replica in it; is Litestream running? Look at: journalctl -u litestream"
                );
            }
            if (Newest(new[] { state, $"{state}-wal" }.Where(File.Exists)) is not { } written)
            {
                return new Finding(true, "replica", $"its newest file is {Ages.Span(now - copied)} old; there is no state here to compare");
            }

            var behind = written - copied;
            return behind > s_patience && now - copied > s_patience
                ? new Finding(
                    false,
                    "replica",
                    $"{replica} is {Ages.Span(behind)} behind the state, and that would be lost; look at: journalctl -u litestream"
                )
                : new Finding(
                    true,
                    "replica",
                    $"{replica} is {(behind > TimeSpan.Zero ? $"{Ages.Span(behind)} behind" : "not behind")}; its newest file is {Ages.Span(now - copied)} old"
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Warn($"the replica in {replica} was not looked at: {e.Message}");
        }
    }

    /// <summary>What is still being written has another name.</summary>
    private static bool IsPart(string file) =>
        file.EndsWith(".lz4", StringComparison.Ordinal) || file.EndsWith(".ltx", StringComparison.Ordinal);

    private static DateTimeOffset? Newest(IEnumerable<string> files) =>
        files.Select(static file => (DateTimeOffset?)File.GetLastWriteTimeUtc(file)).Max();
}
