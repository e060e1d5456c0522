using OpenClaw.Cli.Commands.Common;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Fakes;

/// <summary>A machine whose files are those that a test wrote.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly Dictionary<string, string> _environment = [];

    public FakeMachine()
    {
        Directory.CreateDirectory(Here.File("home"));
        Directory.CreateDirectory(Here.File("root"));
    }

    public TempFolder Here { get; } = new();

    public Machine Machine =>
        new()
        {
            Root = Here.File("root"),
            User = User,
            Environment = name => name == "XDG_CONFIG_HOME" ? Here.File("xdg") : _environment.GetValueOrDefault(name),
            HasUser = static name => name is "anna" or "ben" or "root" or "o'hara",
            IsSynchronised = static () => false,
            Folder = Here.File("home"),
        };

    public uint User { get; set; } = 1000;

    /// <summary>The file that <c>init</c> writes for a person.</summary>
    public string Own => Here.File("home", "openclaw.toml");

    public FakeMachine With(string path, string text)
    {
        Here.Write($"root{path}", text);
        return this;
    }

    public FakeMachine WithVariable(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public FakeMachine WithMemory(double gigabytes) =>
        With(
            "/proc/meminfo",
            $"MemTotal:       {(long)(gigabytes * 1048576)} kB\nMemFree:          100000 kB\nMemAvailable:   {(long)(gigabytes * 524288)} kB\n"
        );

    /// <summary>The unit of the package, typed at by root.</summary>
    public FakeMachine WithService()
    {
        User = 0;
        return With("/usr/lib/systemd/system/openclaw.service", "[Service]\n");
    }

    public string At(string path) => Here.File("root", path.TrimStart('/'));

    public void Dispose() => Here.Dispose();
}
