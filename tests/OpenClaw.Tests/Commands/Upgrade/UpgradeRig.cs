using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Commands.Upgrade;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Network;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Tests.Control;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Commands.Upgrade;

/// <summary>
/// A machine with an installed executable, a state, a gateway and a service manager. Executables are headers with a version behind them, and
/// the programs of the machine are played here; files, locks and states are real.
/// </summary>
internal sealed class UpgradeRig : IAsyncDisposable
{
    public const string Old = "0.1.0";
    public const string New = "0.2.0";

    private readonly TempFolder _folder = new();
    private readonly ControlRig _control;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public UpgradeRig()
    {
        _control = new ControlRig(new Status(this), BackupApi.Backup.By((parameters, _) => Task.FromResult(BackUp(parameters.Path))));
        Directory.CreateDirectory(_folder.File("bin"));
        WriteElf(Executable, Old);
        WriteElf(Package, New);
        using (StateDirectory.Open(State)) { }
        CommitAsync().GetAwaiter().GetResult();
        Place = new Installation(Executable);
    }

    public string Executable => _folder.File("bin", "openclaw");

    public string Package => _folder.File("new");

    public string State => _folder.File("state");

    public Installation Place { get; }

    /// <summary>The calls of the machine's programs, in their order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Answers a call in place of the machine; null lets it be answered as ever.</summary>
    public Func<ProgramCall, ProgramEnd?> Instead { get; set; } = static _ => null;

    /// <summary>The version that runs; null where none does.</summary>
    public string? Running { get; set; } = Old;

    /// <summary>What systemd says of the unit; empty where there is no systemd.</summary>
    public string Unit { get; set; } = "active";

    /// <summary>What happens when the service is started with an executable of this version.</summary>
    public Action<string> Started { get; set; } = static _ => { };

    public string Said => $"{_out}{_error}";

    public string VersionInPlace => VersionOf(Executable);

    /// <summary>What lies beside the executable and with the state.</summary>
    public string[] Files =>
        [
            .. Directory
                .GetFileSystemEntries(_folder.File("bin"))
                .Concat(Directory.GetFileSystemEntries(State))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)!,
        ];

    public Task<int> RunAsync(params string[] arguments) =>
        CommandTable.RunAsync(
            ["upgrade", .. arguments, "--executable", Executable, "--state", State, "--patience", "1"],
            new CommandContext
            {
                Out = _out,
                Error = _error,
                RunProgram = Run,
                ConnectAsync = (_, _) =>
                    Running is null
                        ? throw GatewayAbsentException.NotRunning("here")
                        : Task.FromResult(new ControlClient(_control.Connect().Stream, "here")),
            }
        );

    public static void WriteElf(string path, string version, ushort? machine = null, long sections = 64)
    {
        var bytes = new byte[64 + 64];
        "\u007fELF\u0002"u8.CopyTo(bytes);
        var own = RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 183 : 62;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(18), machine ?? (ushort)own);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), sections);
        Encoding.ASCII.GetBytes(version).CopyTo(bytes, 64);
        File.WriteAllBytes(path, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        _folder.Dispose();
    }

    private async Task CommitAsync()
    {
        await using var store = Store.Open(StateDirectory.DatabaseIn(State));
        await store.CommitAsync(new Batch().Audit(AuditKinds.Start, null, null, ("version", Old)));
    }

    private static string VersionOf(string path) => Encoding.ASCII.GetString(File.ReadAllBytes(path)[64..]).TrimEnd('\0');

    private ProgramEnd? Run(ProgramCall call)
    {
        Calls.Add($"{Path.GetFileName(call.Name)} {string.Join(' ', call.Arguments)}");
        return Instead(call) ?? Answer(call);
    }

    private ProgramEnd? Answer(ProgramCall call) =>
        (call.Name, call.Arguments) switch
        {
            ("systemctl", _) when Unit.Length == 0 => null,
            ("systemctl", ["is-active", ..]) => new ProgramEnd(Unit == "active" ? 0 : 3, $"{Unit}\n"),
            ("systemctl", ["restart", ..]) => Restart(),
            ("systemctl", ["stop", ..]) => Stop(),
            ("journalctl", _) => new ProgramEnd(0, "the last words\n"),
            ("dpkg-query", _) => new ProgramEnd(1, "no path found"),
            (_, ["--version"]) => new ProgramEnd(0, $"{VersionOf(call.Name)}\n"),
            (_, ["backup", .., var file]) => Answer(() => BackUp(file).Path),
            (_, ["check", "--json", "--state", var file]) => Answer(() => $$"""{"schema":{{StateTrial.Run(file).Schema}}}"""),
            (_, ["check", "--state", var file]) => Answer(() => StateTrial.Run(file).File),
            (_, ["restore", .., var file]) => Answer(() => Restore(file)),
            _ => new ProgramEnd(0, ""),
        };

    private static ProgramEnd Answer(Func<string> work)
    {
        try
        {
            return new ProgramEnd(0, $"{work()}\n");
        }
        catch (StorageException e)
        {
            return new ProgramEnd(1, e.Message);
        }
    }

    private BackupResult BackUp(string file)
    {
        using var state = StateDirectory.OpenToCopy(State);
        return new BackupResult(file, 0, AuditStatus.Of(StateCopy.Write(state, file, overwrite: false)));
    }

    private string Restore(string file)
    {
        Assert.Equal(New, VersionInPlace);
        using var state = StateDirectory.Open(State);
        return StateRestore.Place(state, file) ?? "";
    }

    private ProgramEnd Restart()
    {
        (Running, Unit) = (VersionInPlace, "active");
        Process++;
        Started(VersionInPlace);
        return new ProgramEnd(0, "");
    }

    private ProgramEnd Stop()
    {
        (Running, Unit) = (null, "inactive");
        return new ProgramEnd(0, "");
    }

    private long Process { get; set; } = 100;

    private sealed class Status(UpgradeRig rig) : IControlMethod
    {
        public string Name => StatusApi.Status.Name;

        public bool OpenToLaunched => false;

        public Task<ReadOnlyMemory<byte>> InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct) =>
            Task.FromResult<ReadOnlyMemory<byte>>(
                Encoding.UTF8.GetBytes($$"""{"version":"{{rig.Running}}","pid":{{rig.Process}},"config_file":"/etc/o.toml"}""")
            );
    }
}
