namespace OpenClaw.Exec;

/// <summary>The start of /proc/(pid)/stat: who a process is and whose child.</summary>
internal readonly record struct ProcStat(int Pid, int Parent, char State, string Name)
{
    public bool IsDead => State is 'Z' or 'X';

    /// <summary>Every process that is there while /proc is read.</summary>
    public static IEnumerable<ProcStat> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), out var pid) && TryRead(pid, out var stat))
            {
                yield return stat;
            }
        }
    }

    public static bool TryRead(int pid, out ProcStat stat)
    {
        stat = default;
        Span<byte> text = stackalloc byte[512];
        // Plain calls: a process that has just gone is the usual case here, and an exception for each would be slow.
        var fd = Libc.open($"/proc/{pid}/stat", Libc.O_CLOEXEC, 0);
        if (fd < 0)
        {
            return false;
        }
        var length = Libc.Read(fd, text);
        _ = Libc.close(fd);
        return length > 0 && TryParse(Encoding.UTF8.GetString(text[..length]), out stat);
    }

    /// <summary>The name stands in parentheses and may hold spaces and parentheses itself, so the last one closes it.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, out ProcStat stat)
    {
        stat = default;
        var open = line.IndexOf('(');
        var close = line.LastIndexOf(')');
        if (open <= 0 || close < open || line.Length < close + 5)
        {
            return false;
        }
        var rest = line[(close + 4)..];
        var end = rest.IndexOf(' ');
        if (end < 0 || !int.TryParse(line[..open].Trim(), out var pid) || !int.TryParse(rest[..end], out var parent))
        {
            return false;
        }
        stat = new ProcStat(pid, parent, line[close + 2], line[(open + 1)..close].ToString());
        return true;
    }
}
