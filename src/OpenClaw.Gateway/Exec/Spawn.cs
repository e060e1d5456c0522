using System.Runtime.InteropServices;

namespace OpenClaw.Exec;

/// <summary>
/// Starts a program with posix_spawn. Not System.Diagnostics.Process: that one reads pipes by blocking a pool thread for each,
/// and its reaping of children would race with the launcher's, which must wait for every child there is.
/// </summary>
internal static unsafe class Spawn
{
    /// <summary>The program's own file, even when an upgrade has replaced or removed it meanwhile.</summary>
    public const string Self = "/proc/self/exe";

    // glibc's posix_spawn_file_actions_t has 80 bytes and musl's the same; room to spare costs nothing.
    private const int ActionsSize = 512;

    /// <summary>Starts <paramref name="path"/> with the given descriptors as 0, 1 and 2; -1 leaves ours in place. Everything else of ours
    /// is close-on-exec.</summary>
    /// <returns>The pid, or minus the error number.</returns>
    public static int Start(string path, IReadOnlyList<string> argv, IReadOnlyList<string> environment, int input, int output, int error)
    {
        var actions = stackalloc byte[ActionsSize];
        if (Libc.posix_spawn_file_actions_init(actions) is not 0 and var failed)
        {
            return -failed;
        }
        using var file = new Strings([path]);
        using var arguments = new Strings(argv);
        using var variables = new Strings(environment);
        try
        {
            ReadOnlySpan<int> standard = [input, output, error];
            for (var i = 0; i < standard.Length; i++)
            {
                if (standard[i] >= 0)
                {
                    _ = Libc.posix_spawn_file_actions_adddup2(actions, standard[i], i);
                }
            }
            int pid;
            var result = Libc.posix_spawn(&pid, file.Pointer[0], actions, null, arguments.Pointer, variables.Pointer);
            return result == 0 ? pid : -result;
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
        }
    }

    /// <summary>A char*[] that ends in null, as exec wants it.</summary>
    public readonly struct Strings : IDisposable
    {
        private readonly int _count;

        public Strings(IReadOnlyList<string> values)
        {
            _count = values.Count;
            Pointer = (byte**)NativeMemory.Alloc((nuint)(_count + 1), (nuint)sizeof(byte*));
            for (var i = 0; i < _count; i++)
            {
                Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(values[i]);
            }
            Pointer[_count] = null;
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
            {
                Marshal.FreeCoTaskMem((nint)Pointer[i]);
            }
            NativeMemory.Free(Pointer);
        }
    }
}
