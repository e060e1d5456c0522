using System.Runtime.InteropServices;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Wire;
using OpenClaw.Exec;
using OpenClaw.Foundation.Network;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Timekeeping;

namespace OpenClaw.Hosting;

/// <summary>The life of <c>openclaw run</c>: read, lock, open, start, wait for a signal, stop. What can go wrong before the start is said
/// on stderr in plain words.</summary>
internal static class GatewayRunner
{
    public const int Failed = 1;
    public const int BadConfiguration = 78;

    /// <summary>How long a stop waits for running turns. A service manager waits 90 s before it kills.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunOptions options, TextWriter errors, CancellationToken ct)
    {
        // Before a secret is read: nobody of the same user may attach to this process or dump its memory from now on.
        Hardening.MarkUndumpable();
        Hardening.AdoptOrphans();
        PassedSockets passed;
        try
        {
            // Before anything runs that could inherit them.
            passed = PassedSockets.Take(Environment.GetEnvironmentVariable, Environment.SetEnvironmentVariable);
        }
        catch (UnixSocketException e)
        {
            await errors.WriteLineAsync($"openclaw: {e.Message}");
            return BadConfiguration;
        }
        var time = new SteadyTime(new BootTime(), BootTime.BootId());
        var request = new ConfigRequest { File = options.Config, Purpose = ConfigPurpose.Run };
        var result = ConfigLoader.Load(request);
        if (result.Config is not { } config)
        {
            await errors.WriteAsync(result.DiagnosticsText());
            return BadConfiguration;
        }

        config = WithOwner(config);
        var socket = SocketPath.Find(options.Socket, config.Control.Socket, forServer: true);
        if (WhyNotTaken(passed, config, socket) is { } mistake)
        {
            await errors.WriteLineAsync($"openclaw: {mistake}");
            return BadConfiguration;
        }
        try
        {
            using var state = StateDirectory.Open(StateDirectory.Find(options.State, Environment.GetEnvironmentVariable));
            var isTakeover = options.Takeover is { } takeover && TakeoverCheck.IsDue(state, takeover, time.GetUtcNow());
            var store = Store.Open(state.Database, time);
            var redactor = new Redactor();
            redactor.Learn(config.SecretValues);
            await using var logs = new LogHub(
                TimeProvider.System,
                redactor,
                new LogFile(Path.Combine(state.Path, "openclaw.log"), config.Log.FileLimit),
                IsJournal()
            )
            {
                Level = LogHub.ParseLevel(config.Log.Level),
            };
            using var notifier = new ServiceNotifier(Environment.GetEnvironmentVariable, TimeProvider.System);
            var log = logs.CreateLogger("gateway");
            if (state.PutAside is not null)
            {
                HostingLog.AuditNoted(log, AuditNote.OfRestored(store.AuditHead));
            }
            HostingLog.CommandsOwnUser(log, CommandsOwnUser.Line);
            using var loop = new EventLoop(time, new LoopWatch(log, notifier));
            var setup = new GatewaySetup
            {
                Loop = loop,
                Time = time,
                Store = store,
                Config = config,
                Read = () =>
                    JobQuestions.AddTo(WithOwner(ConfigLoader.Load(request with { Purpose = ConfigPurpose.Reload })), state.Path, socket),
                StateDirectory = state.Path,
                Socket = socket,
                IsTakeover = isTakeover,
                Passed = passed,
                Redactor = redactor,
                Logs = logs,
                Warnings = GatewaySetup.WarningsOf(
                    config,
                    state.Path,
                    JobQuestions.AddTo(WithOwner(result), state.Path, socket).Diagnostics
                ),
                Notices = state.PutAside is { } aside
                    ? [$"a restore that was interrupted has been finished; the state of before lies in {aside}"]
                    : [],
            };
            return await DriveAsync(loop, setup, notifier, log, errors, ct);
        }
        catch (Exception e) when (e is StorageException or UnixSocketException)
        {
            await errors.WriteLineAsync($"openclaw: {e.Message}");
            return Failed;
        }
    }

    private static async Task<int> DriveAsync(
        EventLoop loop,
        GatewaySetup setup,
        ServiceNotifier notifier,
        ILogger log,
        TextWriter errors,
        CancellationToken ct
    )
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(loop.Run) { Name = "gateway" };
        thread.Start();
        var stop = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Gateway? gateway = null;

        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => OnStop(c, "SIGTERM"));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => OnStop(c, "SIGINT"));
        using var reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnReload);
        using var cancelled = ct.Register(() => stop.TrySetResult("cancelled"));

        loop.Post(_ => loop.Track(LiveAsync(), "gateway"), null);
        try
        {
            return await ended.Task.ConfigureAwait(false);
        }
        finally
        {
            // However it ended: the caller disposes the loop, and its thread must have left it before.
            loop.Stop();
            thread.Join();
        }

        async Task LiveAsync()
        {
            try
            {
                var listener = setup.Passed.Control is { } control
                    ? UnixListener.Passed(control.Socket, control.Path)
                    : await UnixListener.OpenAsync(setup.Socket, setup.Config.Control, ct);
                gateway = await GatewayBuilder.BuildAsync(setup);
                await gateway.StartAsync(listener);
                HostingLog.Ready(
                    log,
                    BuildInfo.Version,
                    setup.Config.Files.IsEmpty ? "built-in" : setup.Config.Files[0],
                    setup.StateDirectory,
                    setup.Socket
                );
                notifier.Ready();
                var reason = await stop.Task;
                HostingLog.Stopping(log, reason);
                notifier.Stopping();
                await gateway.StopAsync(s_patience, reason);
                HostingLog.Stopped(log);
                ended.TrySetResult(0);
            }
            catch (Exception e) when (e is StorageException or UnixSocketException)
            {
                await errors.WriteLineAsync($"openclaw: {e.Message}");
                ended.TrySetResult(Failed);
            }
            catch (Exception e)
            {
                ended.TrySetException(e);
            }
        }

        void OnStop(PosixSignalContext context, string signal)
        {
            // The second one means it: without Cancel the runtime ends the process at once.
            context.Cancel = stop.TrySetResult(signal);
        }

        void OnReload(PosixSignalContext context)
        {
            context.Cancel = true;
            loop.Post(
                _ =>
                {
                    if (gateway is { } running)
                    {
                        loop.Track(running.Reloader.ReloadAsync(), "reload");
                    }
                },
                null
            );
        }
    }

    // A socket at another place than the configuration says would be one that nobody looks for, or that its rules were never held against.
    private static string? WhyNotTaken(PassedSockets passed, GatewayConfig config, string socket) =>
        passed.Control is { Path: var path } && path != socket
            ? $"the service manager passes a control socket at {path}, and the gateway's is {socket}: write one of them as ListenStream= of the socket unit, or as [control] socket"
        : passed.Page is { At: var at } && !at.Equals(config.Web.Listen)
            ? $"the service manager passes a socket for the page at {at}, and [web] listen is {config.Web.Listen}: write one of them in both places"
        : null;

    /// <summary>With no owner named, the user the gateway runs as is the owner.</summary>
    internal static GatewayConfig WithOwner(GatewayConfig config) =>
        config.Agent.Owners.IsEmpty
            ? config with
            {
                Agent = config.Agent with { Owners = [$"local:{UnixUser.NameOf(UnixUser.Own)}"] },
            }
            : config;

    private static ConfigResult WithOwner(ConfigResult result) =>
        result.Config is { } config ? result with { Config = WithOwner(config) } : result;

    // systemd sets it when stderr leads to the journal.
    private static bool IsJournal() => Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 } && Console.IsErrorRedirected;
}
