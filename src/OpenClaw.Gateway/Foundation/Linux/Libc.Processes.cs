using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>Processes: how they are made, limited, signalled and waited for.</summary>
internal static unsafe partial class Libc
{
    public const int SIGKILL = 9,
        SIGTERM = 15,
        SIGCONT = 18,
        SIGSTOP = 19;
    public const int PR_SET_PDEATHSIG = 1,
        PR_SET_DUMPABLE = 4,
        PR_SET_NAME = 15,
        PR_SET_CHILD_SUBREAPER = 36,
        PR_SET_NO_NEW_PRIVS = 38;

    // The same number on every architecture we build for: both are newer than the unified table.
    public const long SYS_close_range = 436,
        SYS_openat2 = 437,
        SYS_landlock_create_ruleset = 444;

    [StructLayout(LayoutKind.Sequential)]
    public struct RLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport(C, SetLastError = true)]
    public static partial int setsid();

    [LibraryImport(C, SetLastError = true)]
    public static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(C, SetLastError = true)]
    public static partial int setrlimit(int resource, RLimit* limit);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getrlimit(int resource, RLimit* limit);

    [LibraryImport(C, SetLastError = true)]
    public static partial int waitpid(int pid, int* status, int options);

    [LibraryImport(C, SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint signal(int number, nint handler);

    [LibraryImport(C, SetLastError = true)]
    public static partial int sigprocmask(int how, byte* set, byte* old);

    [LibraryImport(C, SetLastError = true)]
    public static partial int execve(byte* path, byte** argv, byte** envp);

    [LibraryImport(C)]
    public static partial int getppid();

    // These return the error itself and leave errno alone.
    [LibraryImport(C)]
    public static partial int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport(C, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int setenv(string name, string value, int overwrite);
}
