namespace OpenClaw.Policy.Calls;

/// <summary>Says in words what of the world a call rests on is not what it was when the call was asked. Pure.</summary>
internal static class BindingChange
{
    private const int MostNamed = 5;

    /// <param name="before">Null when it is not known any more, as after a restart: then everything that may have changed is named.</param>
    public static string Words(CallBinding? before, CallBinding now)
    {
        List<string> changes = before is null ? [Unknown(now)] : [.. Changes(before, now)];
        if (changes.Count == 0)
        {
            changes.Add("what it would run is not the same any more");
        }
        return changes.Count <= MostNamed
            ? string.Join("; ", changes)
            : $"{string.Join("; ", changes.Take(MostNamed))}; and {changes.Count - MostNamed} more";
    }

    private static IEnumerable<string> Changes(CallBinding before, CallBinding now)
    {
        if (before.WorkingDirectory != now.WorkingDirectory)
        {
            yield return $"it would run in {now.WorkingDirectory}, and was asked in {before.WorkingDirectory}";
        }
        foreach (var gone in before.Executables.Except(now.Executables))
        {
            yield return $"{gone} is not what would run any more";
        }
        foreach (var other in now.Executables.Except(before.Executables))
        {
            yield return $"{other} would run instead";
        }
        var was = before.Hashes.ToDictionary(static file => file.Path, static file => file.Sha256, StringComparer.Ordinal);
        foreach (var file in now.Hashes)
        {
            if (!was.Remove(file.Path, out var hash))
            {
                yield return $"{file.Path} counts now and did not before";
            }
            else if (hash != file.Sha256)
            {
                yield return $"{file.Path} {Change(hash, file.Sha256)}";
            }
        }

        foreach (var path in was.Keys)
        {
            yield return $"{path} counted and does not any more";
        }
    }

    private static string Change(string before, string now) =>
        now == FileHash.Absent ? "is gone or cannot be read"
        : before == FileHash.Absent ? "was not there and is there now"
        : "has changed";

    private static string Unknown(CallBinding now)
    {
        List<string> parts = [.. now.Hashes.Select(static file => file.Path), .. now.Executables];
        return parts.Count == 0
            ? "what it would run is not the same any more"
            : $"one of these is not what it was: {string.Join(", ", parts.Take(MostNamed))}{(parts.Count > MostNamed ? ", ..." : "")}";
    }
}
