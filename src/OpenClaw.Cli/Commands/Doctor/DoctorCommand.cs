using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Models.Clients;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary><c>openclaw doctor</c>: looks at everything that is usually wrong, with the gateway or without it.</summary>
internal sealed class DoctorCommand : CommandBase
{
    /// <summary>Two weeks before its end a certificate is usually renewed already.</summary>
    private static readonly TimeSpan s_renewal = TimeSpan.FromDays(14);

    public DoctorCommand(CommandContext context)
        : base(
            context,
            "doctor",
            "Look at what is usually wrong: configuration, gateway, channels, models, disk, workspace. Says what to do about it, the worst first.",
            "openclaw doctor",
            "openclaw doctor --probe            # and how long each model of this machine's Ollama takes to begin an answer",
            "openclaw doctor --replica /mnt/second/openclaw   # what Litestream has there"
        )
    {
        var config = Value<string?>(
            "--config -c",
            "FILE",
            "The configuration; else the running gateway's, else the one that `run` would find"
        );
        var probe = Flag("--probe", "Have each model of this machine's Ollama begin an answer, and say how long that takes");
        var replica = Value<string?>("--replica", "DIR", "Say too how far Litestream's replica in a folder is behind the state");
        SetAction((parse, ct) => LookAsync(parse, parse.GetValue(config), parse.GetValue(probe), parse.GetValue(replica), ct));
    }

    private async Task<int> LookAsync(ParseResult parse, string? file, bool probe, string? replica, CancellationToken ct)
    {
        var findings = new List<Finding>();
        StatusResult? status = null;
        GatewayConfig? config = null;
        try
        {
            await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
            status = await client.CallAsync(StatusApi.Status, NoParams.Value, ct).ConfigureAwait(false);
            config = LookAtConfig(findings, file ?? status.ConfigFile, status);
            findings.AddRange(OfGateway(status));
            findings.AddRange(StateChecks.Look(status.StateDir, isRunning: true));
            findings.AddRange(MachineChecks.Look(status));
            var probes = await client.CallAsync(ModelsApi.Probe, new ModelsProbeParams(), ct).ConfigureAwait(false);
            var channels = await client.CallAsync(OperationApi.ChannelsProbe, NoParams.Value, ct).ConfigureAwait(false);
            findings.AddRange(channels.Findings.Select(static found => new Finding(found.Ok, found.Channel, found.Detail)));
            findings.AddRange(probes.Results.SelectMany(probe => OfModel(probe, config)));
        }
        catch (Exception e) when (e is GatewayAbsentException or ControlException)
        {
            if (status is null)
            {
                config = LookAtConfig(findings, file, null);
                findings.AddRange(StateChecks.Look(null, isRunning: false));
            }

            findings.Add(new Finding(false, "gateway", e.Message));
        }

        var state = status?.StateDir ?? StateDirectory.Find(null, Environment.GetEnvironmentVariable);
        findings.AddRange(HostChecks.Look(Context.Machine, state, status?.Pid));
        if (config is not null)
        {
            findings.AddRange(await OllamaChecks.LookAsync(Context.Machine, config, probe, Context.Time, ct).ConfigureAwait(false));
        }
        findings.AddRange(ReplicaChecks.LookIfNamed(state, replica, Context.Time.GetUtcNow()));

        // A folder that the gateway cannot write to is not fine because it is there.
        if (findings.Any(static f => f is { Ok: false, What: "workspace" }))
        {
            findings.RemoveAll(static f => f is { Ok: true, What: "workspace" });
        }
        // What keeps it from working comes first, what is fine last.
        findings =
        [
            .. findings.OrderBy(static f =>
                !f.Ok ? 0
                : f.What == Finding.Warning ? 1
                : 2
            ),
        ];
        if (IsJson(parse))
        {
            Context.Out.WriteLine(Json.Text(JsonOf(findings)));
        }
        else
        {
            Show(findings);
        }

        return findings.All(static f => f.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static IEnumerable<Finding> OfModel(ProbeInfo probe, GatewayConfig? config)
    {
        yield return new Finding(
            probe.Ok,
            $"model {probe.Name}",
            probe.Ok ? $"answers in {probe.Ms} ms{ModelsCommand.Tried(probe)}" : probe.Detail
        );
        if (probe.Context is { } takes && config?.Models.GetValueOrDefault(probe.Name)?.Context is { } wanted && takes < wanted)
        {
            yield return Finding.Warn(
                $"model {probe.Name} takes {takes} tokens, and models.{probe.Name}.context says {wanted}: what is beyond is cut off unseen. Write context = {takes}"
            );
        }
    }

    private GatewayConfig? LookAtConfig(List<Finding> findings, string? file, StatusResult? status)
    {
        var result = ConfigLoader.Load(new ConfigRequest { File = file });
        findings.AddRange(
            result.Diagnostics.Select(static d => new Finding(
                !d.IsError,
                d.IsError ? "configuration" : Finding.Warning,
                d.WithoutSeverity()
            ))
        );
        if (status is not null)
        {
            findings.AddRange(WarningsBeside(result.Diagnostics, status.Warnings));
        }
        if (result.Config is null)
        {
            return null;
        }

        findings.Add(new Finding(true, "configuration", result.File ?? "built in"));
        if (result.Config.Web.Tls is { } tls)
        {
            findings.Add(OfCertificate(tls.Certificate));
        }
        findings.AddRange(FolderChecks.Look(result.Config.Agent, status?.StateDir));
        return result.Config;
    }

    /// <summary>The gateway's warnings without those of the configuration, which it tells once more with their severity.</summary>
    internal static IEnumerable<Finding> WarningsBeside(IEnumerable<ConfigDiagnostic> told, IEnumerable<string> warnings) =>
        // A gateway that was started with a relative path tells its file by that.
        warnings
            .Where(warning =>
                !told.Any(d => d.ToString() is var same && (same == warning || same.EndsWith($"/{warning}", StringComparison.Ordinal)))
            )
            .Select(Finding.Warn);

    /// <summary>Renewing is somebody else's work, and the day it stops nobody notices.</summary>
    private Finding OfCertificate(string file)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            var left = new DateTimeOffset(certificate.NotAfter) - Context.Time.GetUtcNow();
            const string Renew = "renew it, the gateway takes the new one by itself";
            if (left <= TimeSpan.Zero)
            {
                return new Finding(false, "certificate", $"{file} has run out {Ages.Span(-left)} ago; {Renew}");
            }

            return left < s_renewal
                ? Finding.Warn($"the certificate {file} runs out in {Ages.Span(left)}; {Renew}")
                : new Finding(true, "certificate", $"{file} holds for {Ages.Span(left)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new Finding(false, "certificate", $"{file} cannot be read as one: {e.Message}");
        }
    }

    private static IEnumerable<Finding> OfGateway(StatusResult status)
    {
        var up = Ages.Span(TimeSpan.FromSeconds(status.UptimeSeconds));
        yield return new Finding(true, "gateway", $"{status.Version}, process {status.Pid}, up {up}");
        if (status.Loop.SlowCallbacks > 0)
        {
            yield return Finding.Warn($"{status.Loop.SlowCallbacks} callbacks kept the loop for more than 50 ms; openclaw logs names them");
        }

        if (status.EffectsUnknown > 0)
        {
            yield return Finding.Warn($"{status.EffectsUnknown} tool calls were running when the process died; their sessions say which");
        }

        // Channels are asked themselves; the server has nobody else to ask, and one that is stopped stays so, however well its service
        // speaks of it.
        foreach (var web in status.Channels.Where(static c => c is { Name: "web", Reason: not null }))
        {
            yield return new Finding(false, "web server", web.Reason!);
        }

        foreach (var channel in status.Channels.Where(static c => c is { State: "stopped" }))
        {
            yield return new Finding(false, channel.Name, $"it is stopped: {channel.Reason}");
        }
    }

    private void Show(List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var sign =
                !finding.Ok ? "NO"
                : finding.What == Finding.Warning ? "!"
                : "ok";
            Context.Out.WriteLine($"{sign, -3} {Escaping.Line(finding.What)}: {Escaping.Line(finding.Detail)}");
        }
    }

    private static JsonObject JsonOf(List<Finding> findings) =>
        new()
        {
            ["ok"] = findings.All(static f => f.Ok),
            ["findings"] = new JsonArray([
                .. findings.Select(static f => new JsonObject
                {
                    ["ok"] = f.Ok,
                    ["what"] = f.What,
                    ["detail"] = f.Detail,
                }),
            ]),
        };
}
