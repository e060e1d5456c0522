using OpenClaw.Cli.Commands.Init;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>The memory of this machine beside its Ollama, and how long a model takes to begin an answer.</summary>
internal static class OllamaChecks
{
    /// <summary>Below it the kernel throws away what it needs again at once.</summary>
    private const long LeastLeft = 256 << 20;

    private static readonly Uri s_usual = new("http://127.0.0.1:11434");

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10),
        s_longest = TimeSpan.FromMinutes(10);

    /// <param name="probe">Have each model begin an answer.</param>
    public static async Task<IReadOnlyList<Finding>> LookAsync(
        Machine machine,
        GatewayConfig config,
        bool probe,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var findings = new List<Finding>();
        var dialer = new Dialer(new DialRules(config.Network.LocalOnly, config.Network.Allow), time);
        foreach (
            var model in config.Models.Values.Where(static m => m is { Provider: ModelProvider.Ollama, Url: null or { IsLoopback: true } })
        )
        {
            using var limit = new CancellationTokenSource(probe ? s_longest : s_patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
            using var http = new ModelHttp(model.Url ?? s_usual, model.ApiKey, model.Model, dialer, time);
            try
            {
                var server = new OllamaServer(http);
                var loaded = await server.LoadedAsync(both.Token).ConfigureAwait(false);
                var has = await server.TagsAsync(both.Token).ConfigureAwait(false);
                if (Memory(machine, model, has, loaded) is { } memory && HostChecks.IsShown(machine, memory))
                {
                    findings.Add(memory);
                }
                if (probe)
                {
                    findings.Add(
                        await FirstTokenAsync(server, model, IsThere(loaded, model) is not null, time, both.Token).ConfigureAwait(false)
                    );
                }
            }
            catch (ModelFailureException e)
            {
                // Unasked, the gateway's own probe tells what is wrong with it.
                if (probe)
                {
                    findings.Add(new Finding(false, $"model {model.Name}", e.Failure.Message));
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                findings.Add(
                    new Finding(
                        false,
                        $"model {model.Name}",
                        "its Ollama does not answer in time; restart it: sudo systemctl restart ollama"
                    )
                );
            }
        }
        return findings;
    }

    private static Finding? Memory(Machine machine, ModelConfig model, IReadOnlyList<OllamaModel> has, IReadOnlyList<OllamaModel> loaded)
    {
        if (machine.MemoryAvailable is not { } free || IsThere(has, model) is not { } own)
        {
            return null;
        }
        var isLoaded = IsThere(loaded, model) is not null;
        // Ollama unloads others for one that it needs.
        var left = isLoaded ? free : free + loaded.Sum(static other => other.Bytes) - own.Bytes;
        return left < LeastLeft
            ? Finding.Warn(
                $"model {model.Name} ({own.Name}, {ModelAdvice.Gigabytes(own.Bytes)}) leaves {ModelAdvice.Gigabytes(Math.Max(0, left))} of memory for everything else: it is slow, refused, or something is killed for it. {ModelAdvice.For(machine.Memory).Model} suits this machine, and a smaller context helps"
            )
            : new Finding(
                true,
                "memory",
                $"{ModelAdvice.Gigabytes(left)} are left beside {own.Name}{(isLoaded ? "" : ", once it is loaded")}"
            );
    }

    private static async Task<Finding> FirstTokenAsync(
        OllamaServer server,
        ModelConfig model,
        bool isLoaded,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var began = time.GetTimestamp();
        await server.FirstTokenAsync(model.Model, model.Context, ct).ConfigureAwait(false);
        var took = time.GetElapsedTime(began).TotalSeconds;
        return new Finding(
            true,
            $"model {model.Name}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"its first token came after {took:0.0} s, for a prompt as a turn begins with{(isLoaded ? "" : "; the model was loaded for it")}"
            )
        );
    }

    private static OllamaModel? IsThere(IReadOnlyList<OllamaModel> models, ModelConfig model) =>
        models.FirstOrDefault(known => known.Name == (model.Model.Contains(':') ? model.Model : $"{model.Model}:latest"));
}
