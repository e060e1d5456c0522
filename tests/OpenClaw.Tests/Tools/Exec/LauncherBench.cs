using System.Text;
using OpenClaw.Exec;

namespace OpenClaw.Tests.Tools.Exec;

/// <summary>Starts real commands through the built executable, in a folder of their own.</summary>
internal sealed class LauncherBench : IDisposable
{
    private readonly CommandRunner _runner;

    public LauncherBench() => _runner = new CommandRunner(Launchers, Path.Combine(Folder, "spool"), Executable) { SpoolLimit = 1 << 20 };

    // The native executable when one is named, so that the same promises are checked of it.
    public static string Executable { get; } =
        Environment.GetEnvironmentVariable("OPENCLAW_TEST_EXECUTABLE") ?? Path.Combine(AppContext.BaseDirectory, "openclaw");

    // One generous limit for every wait: nothing here depends on time but a test that hangs should say so.
    public static CancellationToken Ct =>
        CancellationTokenSource
            .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token)
            .Token;

    public string Folder { get; } = Directory.CreateTempSubdirectory("openclaw-exec").FullName;

    public LauncherRegistry Launchers { get; } = new();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public CommandSpec Spec(string line) => new() { Argv = CommandSpec.Shell(line), WorkingDirectory = Folder };

    public Task<RunningCommand> StartAsync(string line) => StartAsync(Spec(line));

    public Task<RunningCommand> StartAsync(CommandSpec spec) => _runner.StartAsync(spec, Ct);

    public static string Text(RunningCommand command) => Encoding.UTF8.GetString(command.Output.Read(0, 1 << 20).Data);

    public static async Task<string> Printed(RunningCommand command, string words)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        command.Printed += Look;
        Look();
        await seen.Task.WaitAsync(Ct);
        return Text(command).Trim();

        void Look()
        {
            if (Text(command).Contains(words))
            {
                seen.TrySetResult();
            }
        }
    }

    public static List<string> Alive() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Select(folder =>
                {
                    try
                    {
                        return File.ReadAllText(folder + "/cmdline");
                    }
                    catch (IOException)
                    {
                        return "";
                    }
                }),
        ];

    public static bool IsAlive(int pid) => ProcStat.TryRead(pid, out var stat) && !stat.IsDead;
}
