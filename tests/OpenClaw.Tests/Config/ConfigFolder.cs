using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Tests.Config;

/// <summary>A folder of configuration files with surroundings of its own: nothing of the machine it runs on shows through.</summary>
internal sealed class ConfigFolder : IDisposable
{
    private readonly Dictionary<string, string> _environment = [];

    public ConfigFolder() => Directory.CreateDirectory(Home);

    public string Path { get; } = Directory.CreateTempSubdirectory("openclaw-config-").FullName;

    public string Home => System.IO.Path.Combine(Path, "home");

    public ConfigRequest Request =>
        new()
        {
            Environment = name => _environment.GetValueOrDefault(name),
            Directory = Path,
            Home = Home,
            SystemDirectory = System.IO.Path.Combine(Path, "etc"),
            HasUser = static _ => true,
        };

    public ConfigFolder With(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public ConfigFolder WithVariable(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public ConfigResult Load(ConfigPurpose purpose = ConfigPurpose.Check, string? file = null) =>
        ConfigLoader.Load(Request with { Purpose = purpose, File = file });

    /// <summary>The configuration of a text that must be right.</summary>
    public GatewayConfig Config(string text)
    {
        var result = With("openclaw.toml", text).Load();
        Assert.Equal("", result.DiagnosticsText());
        return result.Config!;
    }

    public string Said(ConfigPurpose purpose = ConfigPurpose.Check, string? file = null) =>
        Load(purpose, file).DiagnosticsText().Replace(Path, "/folder");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
