namespace OpenClaw.Exec;

/// <summary>The launchers alive now. The control socket asks it before it takes an order from a peer. Any thread.</summary>
internal sealed class LauncherRegistry
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _pids = [];

    /// <summary>Starts a launcher and records it in one step, so that a sweep of orphans never takes a new launcher for one.</summary>
    public int Start(Func<int> spawn)
    {
        lock (_gate)
        {
            var pid = spawn();
            if (pid > 0)
            {
                _pids.Add(pid);
            }
            return pid;
        }
    }

    /// <summary>To be called before the launcher is waited for: until then its pid cannot be given to another process.</summary>
    public void Remove(int pid)
    {
        lock (_gate)
        {
            _pids.Remove(pid);
        }
    }

    /// <summary>
    /// Whether a process was started, at any remove, by a launcher. True as well when that cannot be told, because the process or one of
    /// its ancestors is gone: a peer that hides where it comes from is not to be trusted. Best asked as soon as a connection is accepted.
    /// </summary>
    public bool DescendsFromLauncher(int pid)
    {
        if (pid == Environment.ProcessId)
        {
            return false;
        }
        if (pid <= 0)
        {
            return true;
        }
        for (var steps = 0; steps < 4096; steps++)
        {
            lock (_gate)
            {
                if (_pids.Contains(pid))
                {
                    return true;
                }
            }

            // An orphan of a lost launcher hangs below the gateway itself, and no person starts a client from there.
            if (pid == Environment.ProcessId && Hardening.AdoptsOrphans)
            {
                return true;
            }
            // 1 is init; a parent of 0 belongs to the first process of a container, or to one that came into it from outside.
            if (pid is 0 or 1)
            {
                return false;
            }
            if (!ProcStat.TryRead(pid, out var stat))
            {
                return true;
            }
            pid = stat.Parent;
        }

        return true;
    }

    /// <summary>Kills what a lost launcher left to us and waits for it. Blocks for a moment: not for the loop.</summary>
    public unsafe void KillOrphans()
    {
        if (!Hardening.AdoptsOrphans)
        {
            return;
        }
        lock (_gate)
        {
            bool found;
            do
            {
                found = false;
                foreach (var orphan in ProcStat.All())
                {
                    if (orphan.Parent != Environment.ProcessId || _pids.Contains(orphan.Pid))
                    {
                        continue;
                    }
                    found = true;
                    ProcessTree.Kill(orphan.Pid);
                    _ = Libc.kill(orphan.Pid, Libc.SIGKILL);
                    int status;
                    _ = Libc.waitpid(orphan.Pid, &status, 0);
                }
            } while (found);
        }
    }
}
