using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OpenClaw.Tests.Policy.Shell;

/// <summary>A folder with stub programs that log their arguments and exit at random, and real shells that run lines with nothing else on
/// PATH.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class StubShells : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openclaw-shell-");

    public StubShells(IEnumerable<string> stubs)
    {
        Directory.CreateDirectory(WorkingDirectory);
        Directory.CreateDirectory(Bin);
        var shell = File.Exists("/bin/dash") ? "/bin/dash" : "/bin/sh";
        // Records are fields that end in NUL, with their number before them: arguments may hold anything else. One printf is one write.
        var text = $$"""
            #!{{shell}}
            printf '%s\0' "$LINE" "$#" "${0##*/}" "$@" >>"$LOG"
            exit $(( (SALT + $# * 7) % 3 ? 0 : 1 ))

            """;
        foreach (var stub in stubs)
        {
            var path = Path.Combine(Bin, stub);
            File.WriteAllText(path, text);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    public string Bin => Path.Combine(_folder.FullName, "bin");

    public string WorkingDirectory => Path.Combine(_folder.FullName, "cwd");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Where a program is installed, or null.</summary>
    public static string? Find(string name) =>
        new[] { "/bin/", "/usr/bin/", "/usr/sbin/", "/sbin/" }.Select(d => d + name).FirstOrDefault(File.Exists);

    /// <summary>What each line ran, by the line's number: words joined by NUL.</summary>
    // One process of the shell for all lines: each is a file, sourced in a subshell, so that a syntax error or an exit ends only its own.
    public async Task<Dictionary<int, List<string>>> RunAsync(string executable, string argument, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, $"{i}"), lines[i] + "\n");
        }
        var log = Path.Combine(_folder.FullName, "log");
        File.WriteAllText(log, "");
        var driver = Path.Combine(_folder.FullName, "driver");
        File.WriteAllText(
            driver,
            $"""
            cd "{WorkingDirectory}" || exit 9
            LINE=0
            while [ $LINE -lt {lines.Count} ]; do
              SALT=$((LINE / 2))
              export LINE SALT
              ( . "{_folder.FullName}/$LINE" ) </dev/null >/dev/null 2>&1
              LINE=$((LINE+1))
            done
            exit 0

            """
        );
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (argument.Length > 0)
        {
            start.ArgumentList.Add(argument);
        }
        start.ArgumentList.Add(driver);
        start.Environment.Clear();
        start.Environment["PATH"] = Bin;
        start.Environment["LOG"] = log;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{executable} ended with {process.ExitCode}: {await errors}");

        var fields = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken)).Split('\0');
        var ran = new Dictionary<int, List<string>>();
        for (var at = 0; at + 2 < fields.Length; )
        {
            var words = int.Parse(fields[at + 1], CultureInfo.InvariantCulture) + 1;
            var line = int.Parse(fields[at], CultureInfo.InvariantCulture);
            if (!ran.TryGetValue(line, out var commands))
            {
                ran[line] = commands = [];
            }
            commands.Add(string.Join('\0', fields[(at + 2)..(at + 2 + words)]));
            at += 2 + words;
        }

        return ran;
    }
}
