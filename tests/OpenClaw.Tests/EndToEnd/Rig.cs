using System.Diagnostics;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A counterpart from <c>../shared/rigs</c>: a program nobody here wrote, on a loopback port. Missing, the test is skipped with
/// one line.</summary>
internal sealed class Rig : IAsyncDisposable
{
    /// <summary>Where the pieces of the rigs are.</summary>
    public static readonly string Installed = Environment.GetEnvironmentVariable("RIGS") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "openclaw-rigs");

    private readonly Process _process;
    private readonly TempFolder _folder;

    private Rig(Process process, TempFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>A mock of Ollama and OpenAI that answers by fixtures: a JSON array of <c>{"match":..., "response":...}</c>.</summary>
    public static async Task<Rig> AimockAsync(string fixtures)
    {
        Require("npm/node_modules/.bin/llmock");
        var folder = new TempFolder();
        folder.Write("fixtures/scenario.json", $$"""{"fixtures":{{fixtures}}}""");
        return await StartAsync(folder, "/health", port => ["aimock", port.ToString(), folder.File("fixtures")]);
    }

    /// <summary>llama.cpp's server with a model whose turns are the script's: turn N follows N tool results.</summary>
    /// <param name="template">A chat template in place of the model's own.</param>
    public static async Task<Rig> LlamaAsync(string script, string? template = null)
    {
        Require("llama/bin/llama-server");
        var folder = new TempFolder();
        folder.Write("script.json", script);
        using (var making = Process.Start(Info(["model", folder.File("script.json"), folder.File("model.gguf")]))!)
        {
            await making.WaitForExitAsync();
            Assert.SkipUnless(making.ExitCode == 0, "the scripted model cannot be made (no python3?)");
        }

        if (template is not null)
        {
            folder.Write("template.jinja", template);
        }
        string[] options = template is null ? [] : ["--chat-template-file", folder.File("template.jinja")];
        return await StartAsync(folder, "/health", port => ["llama", port.ToString(), folder.File("model.gguf"), .. options]);
    }

    /// <summary>telegram-test-api: a Bot API of a bot with any token, and doors for the people who write to it.</summary>
    public static async Task<Rig> TelegramAsync()
    {
        Require("npm/node_modules/telegram-test-api/package.json");
        return await StartAsync(new TempFolder(), "/bot1:x/getMe", port => ["telegram", port.ToString()]);
    }

    /// <summary>The folder of a package that a program of node uses.</summary>
    public static string NodePackage(string name)
    {
        Require($"npm/node_modules/{name}/package.json");
        return Path.Combine(Installed, "npm", "node_modules", name);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    public static void Require(string piece)
    {
        Assert.SkipWhen(
            Repository.Shared is null,
            "no ../shared beside the checkout: the counterparts of the end-to-end tests are not here"
        );
        Assert.SkipUnless(File.Exists(Path.Combine(Installed, piece)), "the rigs are not installed: ../shared/rigs/install.sh");
    }

    private static ProcessStartInfo Info(IEnumerable<string> arguments) =>
        new(Path.Combine(Repository.Shared!, "rigs", "rig"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

    private static async Task<Rig> StartAsync(TempFolder folder, string health, Func<int, IEnumerable<string>> arguments)
    {
        var port = FreePort.Take();
        var process = Process.Start(Info(arguments(port)))!;
        // Nobody reads what it prints, but somebody must: a full pipe would stop it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var rig = new Rig(process, folder, port);
        using var http = new HttpClient();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if ((await http.GetAsync(new Uri(rig.Url, health))).IsSuccessStatusCode)
                {
                    return rig;
                }
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            if (process.HasExited || Stopwatch.GetElapsedTime(started) > NativeExecutable.Patience)
            {
                await rig.DisposeAsync();
                throw new InvalidOperationException($"the rig did not come up: {string.Join(' ', arguments(port))}");
            }

            await ticks.WaitForNextTickAsync();
        }
    }
}
