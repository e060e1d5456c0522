namespace OpenClaw.Exec;

/// <summary>Everything that descends from a process, as /proc tells it.</summary>
internal static class ProcessTree
{
    /// <summary>The living descendants; a process that is forked while we read may be missing, so callers look again until none is
    /// left.</summary>
    public static List<ProcStat> Descendants(int root)
    {
        var children = new Dictionary<int, List<ProcStat>>();
        foreach (var stat in ProcStat.All())
        {
            if (!children.TryGetValue(stat.Parent, out var list))
            {
                children[stat.Parent] = list = [];
            }
            list.Add(stat);
        }

        var found = new List<ProcStat>();
        var waiting = new Stack<int>([root]);
        var seen = new HashSet<int> { root };
        while (waiting.TryPop(out var parent))
        {
            if (!children.TryGetValue(parent, out var list))
            {
                continue;
            }
            foreach (var child in list)
            {
                // The listing is not one moment: a pid used anew could close a circle.
                if (!seen.Add(child.Pid))
                {
                    continue;
                }
                waiting.Push(child.Pid);
                if (!child.IsDead)
                {
                    found.Add(child);
                }
            }
        }

        return found;
    }

    public static void Terminate(IEnumerable<ProcStat> processes)
    {
        foreach (var process in processes)
        {
            _ = Libc.kill(process.Pid, Libc.SIGTERM);
            // A stopped process would not see the signal before it is killed.
            _ = Libc.kill(process.Pid, Libc.SIGCONT);
        }
    }

    /// <summary>
    /// One round of killing. All are stopped before any is killed, and again until no new one shows: killing one by one loses the race
    /// against something that forks faster than we read. Call again until nothing is left.
    /// </summary>
    public static void Kill(int root)
    {
        var stopped = new HashSet<int>();
        for (var round = 0; round < 50; round++)
        {
            var before = stopped.Count;
            foreach (var process in Descendants(root))
            {
                if (stopped.Add(process.Pid))
                {
                    _ = Libc.kill(process.Pid, Libc.SIGSTOP);
                }
            }

            if (stopped.Count == before)
            {
                break;
            }
        }

        foreach (var pid in stopped)
        {
            _ = Libc.kill(pid, Libc.SIGKILL);
        }
    }
}
