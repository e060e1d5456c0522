using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Tests.Policy.Shell;

/// <summary>
/// The reader against real shells. Lines at random are run twice, as the analysis prints them back and as they were written, with stubs on PATH that log their
/// arguments and exit at random. Of a line that is understood, everything that ran must be among the commands the analysis named, word for word, and both
/// runs must have run the same.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ShellDifferentialTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openclaw-shell-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("dash", "/bin/dash", "")]
    [InlineData("bash", "/bin/bash", "")]
    [InlineData("bash --posix", "/bin/bash", "--posix")]
    [InlineData("busybox", "/bin/busybox", "sh")]
    public async Task RealShell_UnderstoodLine_RunsOnlyWhatWasNamed(string name, string executable, string argument)
    {
        executable = File.Exists(executable) ? executable : "/usr" + executable;
        Assert.SkipUnless(File.Exists(executable), $"{name} is not installed");
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh for the stubs");

        // More by the environment variable; a seed per shell, so that four shells see four times as many lines.
        var count = int.Parse(Environment.GetEnvironmentVariable("OPENCLAW_SHELL_LINES") ?? "700", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("OPENCLAW_SHELL_SEED") ?? "20", CultureInfo.InvariantCulture) + name.Length * 1000;
        var generator = new ShellLineGenerator(seed);
        var lines = new List<(string Line, ShellParse.Understood Parse)>();
        var drawn = 0;
        for (; lines.Count < count; drawn++)
        {
            var line = generator.Next();
            if (ShellLine.Parse(line) is ShellParse.Understood parse)
                lines.Add((line, parse));
        }

        MakeStubs();
        for (var i = 0; i < lines.Count; i++)
        {
            WriteLine($"p{i}", lines[i].Parse.Print());
            WriteLine($"o{i}", lines[i].Line);
        }

        var ran = await RunAsync(executable, argument, lines.Count);

        for (var i = 0; i < lines.Count; i++)
        {
            var (line, parse) = lines[i];
            var named = parse.Commands.Select(c => string.Join('\0', c.Words)).ToHashSet();
            var printed = ran.GetValueOrDefault($"p{i}") ?? [];
            var original = ran.GetValueOrDefault($"o{i}") ?? [];
            var what = $"{name}, line {i} of seed {seed}: {line}\nprinted: {parse.Print()}\nran: {Show(printed)}\nits original ran: {Show(original)}";
            Assert.True(printed.All(named.Contains), "ran what was not named. " + what);
            Assert.True(printed.Order().SequenceEqual(original.Order()), "the original ran otherwise. " + what);

            // And it does run: a first pipeline of stubs without redirections runs whole.
            if (parse.Pipelines[0].Commands is var first && first.All(c => c.Redirections.IsEmpty && ShellLineGenerator.Stubs.Contains(c.Words[0])))
                Assert.True(first.All(c => printed.Contains(string.Join('\0', c.Words))), "did not run the first pipeline. " + what);
        }

        var targets = lines.SelectMany(l => l.Parse.Redirections).Select(r => r.Target).ToHashSet();
        Assert.All(Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "cwd")), path => Assert.Contains(Path.GetFileName(path), targets));
        Assert.True(drawn > lines.Count, "the generator draws no opaque lines");
    }

    private static string Show(IEnumerable<string> commands) => string.Join(" ; ", commands.Select(c => string.Join(' ', c.Split('\0').Select(ShellPrinter.Quote))));

    private void WriteLine(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text + "\n");

    private void MakeStubs()
    {
        var bin = _folder.CreateSubdirectory("bin").FullName;
        _folder.CreateSubdirectory("cwd");
        var shell = File.Exists("/bin/dash") ? "/bin/dash" : "/bin/sh";
        // Records are fields that end in NUL, with their number before them: arguments may hold anything else. One printf is one write.
        var text = $$"""
            #!{{shell}}
            printf '%s\0' "$LINE" "$#" "${0##*/}" "$@" >>"$LOG"
            exit $(( (SALT + $# * 7) % 3 ? 0 : 1 ))

            """;
        foreach (var stub in ShellLineGenerator.Stubs)
        {
            var path = Path.Combine(bin, stub);
            File.WriteAllText(path, text);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    // One process of the shell for all lines: each is a file, sourced in a subshell, so that a syntax error or an exit ends only its own.
    private async Task<Dictionary<string, List<string>>> RunAsync(string executable, string argument, int count)
    {
        var log = Path.Combine(_folder.FullName, "log");
        File.WriteAllText(log, "");
        var driver = Path.Combine(_folder.FullName, "driver");
        File.WriteAllText(driver, $"""
            cd "{_folder.FullName}/cwd" || exit 9
            i=0
            while [ $i -lt {count} ]; do
              SALT=$i
              export SALT
              for kind in p o; do
                LINE=$kind$i
                export LINE
                ( . "{_folder.FullName}/$LINE" ) </dev/null >/dev/null 2>&1
              done
              i=$((i+1))
            done
            exit 0

            """);
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (argument.Length > 0)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(driver);
        start.Environment.Clear();
        start.Environment["PATH"] = Path.Combine(_folder.FullName, "bin");
        start.Environment["LOG"] = log;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{executable} ended with {process.ExitCode}: {await errors}");

        var fields = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken)).Split('\0');
        var ran = new Dictionary<string, List<string>>();
        for (var at = 0; at + 2 < fields.Length;)
        {
            var words = int.Parse(fields[at + 1], CultureInfo.InvariantCulture) + 1;
            if (!ran.TryGetValue(fields[at], out var commands))
                ran[fields[at]] = commands = [];
            commands.Add(string.Join('\0', fields[(at + 2)..(at + 2 + words)]));
            at += 2 + words;
        }

        return ran;
    }
}
