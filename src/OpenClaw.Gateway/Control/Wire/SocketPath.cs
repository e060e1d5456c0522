namespace OpenClaw.Control.Wire;

/// <summary>Where the control socket is. The gateway and its clients look in the same order.</summary>
internal static class SocketPath
{
    private const string Name = "openclaw.sock";

    /// <summary>
    /// <c>--socket</c>, then <c>[control] socket</c> where the configuration was read, <c>$RUNTIME_DIRECTORY</c> (systemd's),
    /// <c>/run/openclaw</c> when it is there, <c>$XDG_RUNTIME_DIR/openclaw</c>, and where none of these exists <c>/tmp/openclaw-(user)</c>,
    /// which is made 0700. </summary>
    /// <param name="forServer">A server takes the first place it may write to; a client the first where a socket lies.</param>
    public static string Find(string? option, string? configured = null, bool forServer = false)
    {
        if (option is not null || configured is not null)
        {
            return Path.GetFullPath(option ?? configured!);
        }

        var places = Places().ToArray();
        // A client that finds none names the place where a gateway of this user would listen.
        return (forServer ? null : places.FirstOrDefault(Path.Exists))
            ?? places.FirstOrDefault(static p => MayWrite(Path.GetDirectoryName(p)!))
            ?? places[^1];
    }

    private static IEnumerable<string> Places()
    {
        // systemd joins several directories with colons; ours is the first.
        if (Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } runtime)
        {
            yield return Path.Combine(runtime.Split(':')[0], Name);
        }

        yield return Path.Combine("/run/openclaw", Name);
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } user)
        {
            yield return Path.Combine(user, "openclaw", Name);
        }

        // ssh without a login manager and containers have no runtime directory. /tmp is everyone's, hence the user in the name and the
        // 0700.
        yield return Path.Combine($"/tmp/openclaw-{UnixUser.Own}", Name);
    }

    private static bool MayWrite(string directory)
    {
        // Made on demand where its parent is ours to write: /run for root, the runtime directory for its user, /tmp for everyone.
        if (!Directory.Exists(directory))
        {
            return Path.GetDirectoryName(directory) is { } parent && Directory.Exists(parent) && UnixUser.MayWrite(parent);
        }

        // A directory that others may write to is one where they can swap our socket for theirs.
        return UnixUser.MayWrite(directory) && (File.GetUnixFileMode(directory) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;
    }
}
