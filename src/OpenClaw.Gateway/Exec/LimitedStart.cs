namespace OpenClaw.Exec;

/// <summary>
/// The last step before a command: a process of its own that takes the limits upon itself and then becomes the command. The launcher could
/// not set them between fork and exec without forking a managed process, nor on itself, since it must outlive them. A sandbox belongs here
/// too. </summary>
internal static unsafe class LimitedStart
{
    private const int CannotRun = 126,
        NotFound = 127;

    // The numbers of <sys/resource.h>, the same on x86-64 and arm64.
    private const int Cpu = 0,
        FileSize = 1,
        Core = 4,
        Processes = 6,
        OpenFiles = 7,
        AddressSpace = 9;

    /// <summary>The words that make the executable this program: limits, folder, then the command's own words.</summary>
    public static List<string> Words(string program, CommandSpec spec)
    {
        var limits = spec.Limits;
        return
        [
            program,
            "__exec",
            Word(limits.CpuSeconds),
            Word(limits.AddressSpace),
            Word(limits.FileSize),
            Word(limits.Processes),
            Word(limits.OpenFiles),
            spec.WorkingDirectory,
            .. spec.Argv,
        ];

        static string Word(long value) => value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Does not return when all went well.</summary>
    public static int Run(ReadOnlySpan<string> words)
    {
        if (words.Length < 7)
        {
            return Fail(CannotRun, "openclaw __exec is the gateway's to call");
        }
        Span<long> limits = stackalloc long[5];
        for (var i = 0; i < limits.Length; i++)
        {
            limits[i] = long.Parse(words[i], CultureInfo.InvariantCulture);
        }
        var directory = words[5];
        var argv = words[6..];

        // Its own session: `kill 0` in a command must not reach the launcher, and no terminal is to be had.
        _ = Libc.setsid();
        _ = Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
        // The kernel should give up the command first when memory runs out, and the gateway last.
        TryWrite("/proc/self/oom_score_adj", "500");
        _ = Libc.umask(0x3F);
        if (Libc.chdir(directory) != 0)
        {
            return Fail(CannotRun, $"cannot work in '{directory}': {Libc.Explain(Libc.Errno)}");
        }
        if (CommandEnvironment.Find(argv[0], directory) is not { } file)
        {
            return Fail(NotFound, $"no program '{argv[0]}'");
        }

        // From here on nothing of the runtime is relied upon that a limit could break.
        var path = new Spawn.Strings([file]);
        var arguments = new Spawn.Strings(argv.ToArray());
        var environment = new Spawn.Strings([.. Variables()]);
        var processes = limits[3] == 0 ? 0 : limits[3] + Running();
        CloseRestOnExec();
        DefaultSignals();
        // Looked up now, with a call that cannot succeed: under a limit of address space the look-up itself might not.
        _ = Libc.execve(null, null, null);
        Limit(Core, 0, always: true);
        Limit(Cpu, limits[0]);
        Limit(FileSize, limits[2]);
        Limit(Processes, processes);
        Limit(OpenFiles, limits[4]);
        Limit(AddressSpace, limits[1]);
        _ = Libc.execve(path.Pointer[0], arguments.Pointer, environment.Pointer);
        return Fail(CannotRun, $"cannot run '{file}': {Libc.Explain(Libc.Errno)}");
    }

    private static IEnumerable<string> Variables()
    {
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return $"{variable.Key}={variable.Value}";
        }
    }

    private static void Limit(int resource, long value, bool always = false)
    {
        if (value <= 0 && !always)
        {
            return;
        }
        Libc.RLimit limit;
        if (Libc.getrlimit(resource, &limit) != 0)
        {
            return;
        }
        // Never above what the gateway itself was given; asking for more would fail and leave no limit at all.
        limit.Hard = Math.Min(limit.Hard, (ulong)value);
        limit.Soft = Math.Min(limit.Soft, limit.Hard);
        _ = Libc.setrlimit(resource, &limit);
    }

    /// <summary>
    /// The kernel counts every process and thread of the user against the limit, so ours is added to those that run now. All of the
    /// machine's are taken: a little generous, but one small read instead of a walk through /proc.
    /// </summary>
    public static long Running()
    {
        try
        {
            var text = File.ReadAllText("/proc/loadavg").AsSpan();
            var slash = text.IndexOf('/');
            var rest = text[(slash + 1)..];
            return long.Parse(rest[..rest.IndexOf(' ')], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentOutOfRangeException or UnauthorizedAccessException)
        {
            return 1024;
        }
    }

    /// <summary>Closed by the exec and not now, because the runtime still uses some of them.</summary>
    private static void CloseRestOnExec()
    {
        const int closeOnExec = 4,
            F_SETFD = 2,
            FD_CLOEXEC = 1;
        if (Libc.syscall((nint)Libc.SYS_close_range, 3, int.MaxValue, closeOnExec, 0) == 0)
        {
            return;
        }
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), out var fd) && fd > 2)
            {
                _ = Libc.fcntl(fd, F_SETFD, FD_CLOEXEC);
            }
        }
    }

    /// <summary>An ignored signal stays ignored over exec, and the runtime ignores SIGPIPE: `yes | head` would then never end
    /// quietly.</summary>
    private static void DefaultSignals()
    {
        const int setMask = 2;
        for (var number = 1; number < 32; number++)
        {
            if (number is not (Libc.SIGKILL or Libc.SIGSTOP))
            {
                _ = Libc.signal(number, 0);
            }
        }

        // 128 bytes is glibc's sigset_t; the kernel reads the first eight.
        var none = stackalloc byte[128];
        new Span<byte>(none, 128).Clear();
        _ = Libc.sigprocmask(setMask, none, null);
    }

    private static void TryWrite(string path, string text)
    {
        var fd = Libc.open(path, Libc.O_WRONLY | Libc.O_CLOEXEC, 0);
        if (fd < 0)
        {
            return;
        }
        _ = Libc.Write(fd, System.Text.Encoding.ASCII.GetBytes(text));
        _ = Libc.close(fd);
    }

    private static int Fail(int code, string reason)
    {
        _ = Libc.Write(2, System.Text.Encoding.UTF8.GetBytes($"openclaw: {reason}\n"));
        return code;
    }
}
