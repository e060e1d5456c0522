using System.Collections;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Exec;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>A program to be run to its end.</summary>
/// <param name="Name">Looked for on the PATH unless it is a path.</param>
internal sealed record ProgramCall(string Name, params string[] Arguments)
{
    /// <summary>Variables that it gets beside those of this process.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>When it is killed.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>How a program ended, and all that it said on its two outputs.</summary>
/// <param name="Code">Its exit code; 128 and the signal's number where one ended it.</param>
internal sealed record ProgramEnd(int Code, string Output)
{
    public bool Succeeded => Code == 0;

    /// <summary>What it said in one line, its end where that is long.</summary>
    public string Line
    {
        get
        {
            const int Most = 600;
            var line = string.Join(' ', Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return line.Length switch
            {
                0 => $"it ended with {Code} and said nothing",
                > Most => $"...{line[^Most..]}",
                _ => line,
            };
        }
    }
}

/// <summary>Runs programs of the machine for a command that waits for them: no shell, no input.</summary>
internal static unsafe class ChildProgram
{
    /// <returns>Null where there is no such program.</returns>
    public static ProgramEnd? Run(ProgramCall call)
    {
        if (Find(call.Name) is not { } path)
        {
            return null;
        }
        // Kept in memory and not in a pipe: whoever the program leaves behind may hold its output open for ever.
        using var output = new SafeFileHandle(Libc.memfd_create("output", Libc.MFD_CLOEXEC), ownsHandle: true);
        using var input = File.OpenHandle("/dev/null");
        var descriptor = (int)output.DangerousGetHandle();
        var pid = Spawn.Start(
            path,
            [call.Name, .. call.Arguments],
            Variables(call),
            (int)input.DangerousGetHandle(),
            descriptor,
            descriptor
        );
        if (pid < 0)
        {
            return new ProgramEnd(126, $"{path}: {Libc.Explain(-pid)}");
        }
        var code = WaitFor(pid, call.Limit);
        var text = new byte[Math.Min(RandomAccess.GetLength(output), 1 << 20)];
        var length = RandomAccess.Read(output, text, RandomAccess.GetLength(output) - text.Length);
        return new ProgramEnd(code, System.Text.Encoding.UTF8.GetString(text, 0, length));
    }

    private static string? Find(string name)
    {
        if (name.Contains('/'))
        {
            return File.Exists(name) ? name : null;
        }
        var folders = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } set ? set : "/usr/sbin:/usr/bin:/sbin:/bin";
        return folders.Split(':').Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static List<string> Variables(ProgramCall call)
    {
        var variables = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (!call.Environment.Any(given => given.Name == (string)variable.Key))
            {
                variables.Add($"{variable.Key}={variable.Value}");
            }
        }
        variables.AddRange(call.Environment.Select(static given => $"{given.Name}={given.Value}"));
        return variables;
    }

    private static int WaitFor(int pid, TimeSpan limit)
    {
        var watched = new Libc.PollFd { Fd = (int)Libc.syscall((nint)Libc.SYS_pidfd_open, pid, 0, 0, 0), Events = Libc.POLLIN };
        if (watched.Fd >= 0)
        {
            int ready;
            do
            {
                ready = Libc.poll(&watched, 1, (int)limit.TotalMilliseconds);
            } while (ready < 0 && Libc.Errno == Libc.EINTR);
            if (ready == 0)
            {
                _ = Libc.kill(pid, Libc.SIGKILL);
            }
            _ = Libc.close(watched.Fd);
        }

        int status;
        while (Libc.waitpid(pid, &status, 0) < 0 && Libc.Errno == Libc.EINTR) { }
        return (status & 0x7F) is not 0 and var signal ? 128 + signal : (status >> 8) & 0xFF;
    }
}
