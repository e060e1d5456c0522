using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OpenClaw.Config;
using OpenClaw.Control.Client;
using OpenClaw.Control.Protocol;
using OpenClaw.Storage;
using OpenClaw.Text;

namespace OpenClaw.Commands;

/// <summary><c>openclaw doctor</c>: looks at everything that is usually wrong, with the gateway or without it.</summary>
internal sealed class DoctorCommand : GatewayCommand
{
    private const string Warning = "warning";

    /// <summary>A copy before a migration and a day's log must fit.</summary>
    private const long LeastFree = 100 << 20;

    /// <summary>Two weeks before its end a certificate is usually renewed already.</summary>
    private static readonly TimeSpan s_renewal = TimeSpan.FromDays(14);

    public DoctorCommand(CommandContext context, CommonOptions common)
        : base(context, common, "doctor", "Look at what is usually wrong: configuration, gateway, channels, models, disk, workspace. Says what to do about it, the worst first.", "openclaw doctor")
    {
        var config = new Option<string?>("--config", "-c") { Description = "The configuration; else the running gateway's, else the one that `run` would find", HelpName = "FILE" };
        Options.Add(config);
        SetAction((parse, ct) => LookAsync(parse, parse.GetValue(config), ct));
    }

    private async Task<int> LookAsync(ParseResult parse, string? file, CancellationToken ct)
    {
        var findings = new List<Finding>();
        StatusResult? status = null;
        try
        {
            await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
            status = await client.CallAsync(ControlCalls.Status, NoParams.Value, ct).ConfigureAwait(false);
            var config = LookAtConfig(findings, file ?? status.ConfigFile);
            LookAtPermissions(findings, status);
            LookAtGateway(findings, status);
            var probes = await client.CallAsync(ControlCalls.ModelsProbe, new ModelsProbeParams(), ct).ConfigureAwait(false);
            var channels = await client.CallAsync(ControlCalls.ChannelsProbe, NoParams.Value, ct).ConfigureAwait(false);
            findings.AddRange(channels.Findings.Select(static found => new Finding(found.Ok, found.Channel, found.Detail)));
            findings.AddRange(probes.Results.SelectMany(probe => OfModel(probe, config)));
        }
        catch (Exception e) when (e is GatewayAbsentException or ControlException)
        {
            if (status is null)
            {
                LookAtConfig(findings, file);
            }

            findings.Add(new Finding(false, "gateway", e.Message));
        }

        // What keeps it from working comes first, what is fine last.
        findings = [.. findings.OrderBy(static f => f.Ok ? f.What == Warning ? 1 : 2 : 0)];
        Show(findings, parse.GetValue(Common.Json));
        return findings.All(static f => f.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static IEnumerable<Finding> OfModel(ProbeInfo probe, GatewayConfig? config)
    {
        yield return new Finding(probe.Ok, $"model {probe.Name}", probe.Ok ? $"answers in {probe.Ms} ms" : probe.Detail);
        if (probe.Context is { } takes && config?.Models.GetValueOrDefault(probe.Name)?.Context is { } wanted && takes < wanted)
        {
            yield return new Finding(true, Warning, $"model {probe.Name} takes {takes} tokens, and models.{probe.Name}.context says {wanted}: what is beyond is cut off unseen. Write context = {takes}");
        }
    }

    /// <summary>Whoever can read the state can read every conversation, and an agent that cannot write where it works fails at its first task.</summary>
    private static void LookAtPermissions(List<Finding> findings, StatusResult status)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (status.StateDir is { } state && Directory.Exists(state) && (File.GetUnixFileMode(state) & Others) != 0)
        {
            findings.Add(new Finding(true, Warning, $"{state} is open to other users, and every conversation is in it; run: chmod 700 {state}"));
        }

        // The state is the gateway's own, so its owner is whom the gateway runs as.
        if (status.Workspace is { } workspace && Directory.Exists(workspace) && FileIdentity.Of(status.StateDir ?? "") is { Owner: not 0 and var gateway }
            && FileIdentity.Of(workspace) is { } work && work.Owner != gateway && (File.GetUnixFileMode(workspace) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0)
        {
            findings.Add(new Finding(false, "workspace", $"{workspace} belongs to user id {work.Owner}, and the gateway runs as {gateway} and cannot write there; run: sudo chown {gateway} {workspace}"));
        }
    }

    private GatewayConfig? LookAtConfig(List<Finding> findings, string? file)
    {
        var result = ConfigLoader.Load(new ConfigRequest { File = file });
        findings.AddRange(result.Diagnostics.Select(static d => new Finding(!d.IsError, d.IsError ? "configuration" : Warning, d.WithoutSeverity())));
        if (result.Config is null)
        {
            return null;
        }

        findings.Add(new Finding(true, "configuration", result.File ?? "built in"));
        var workspace = result.Config.Agent.Workspace;
        if (result.Config.Web.Tls is { } tls) LookAtCertificate(findings, tls.Certificate);
        findings.Add(new Finding(true, "workspace", Directory.Exists(workspace) ? workspace : $"{workspace} is not there yet; run makes it"));
        return result.Config;
    }

    /// <summary>Renewing is somebody else's work, and the day it stops nobody notices.</summary>
    private void LookAtCertificate(List<Finding> findings, string file)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            var left = new DateTimeOffset(certificate.NotAfter) - Context.Time.GetUtcNow();
            findings.Add(left <= TimeSpan.Zero ? new Finding(false, "certificate", $"{file} has run out {Ages.Span(-left)} ago; renew it, the gateway takes the new one by itself")
                : left < s_renewal ? new Finding(true, Warning, $"the certificate {file} runs out in {Ages.Span(left)}; renew it, the gateway takes the new one by itself")
                : new Finding(true, "certificate", $"{file} holds for {Ages.Span(left)}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            findings.Add(new Finding(false, "certificate", $"{file} cannot be read as one: {e.Message}"));
        }
    }

    private static void LookAtGateway(List<Finding> findings, StatusResult status)
    {
        findings.Add(new Finding(true, "gateway", $"{status.Version}, process {status.Pid}, up {Ages.Span(TimeSpan.FromSeconds(status.UptimeSeconds))}"));
        if (status.Loop.SlowCallbacks > 0)
        {
            findings.Add(new Finding(true, Warning, $"{status.Loop.SlowCallbacks} callbacks kept the loop for more than 50 ms; openclaw logs names them"));
        }

        if (status.EffectsUnknown > 0)
        {
            findings.Add(new Finding(true, Warning, $"{status.EffectsUnknown} tool calls were running when the process died; their sessions say which"));
        }

        // Channels are asked themselves; the server has nobody else to ask, and one that is stopped stays so, however well its service speaks of it.
        findings.AddRange(status.Channels.Where(static c => c is { Name: "web", Reason: not null }).Select(static c => new Finding(false, "web server", c.Reason!)));
        findings.AddRange(status.Channels.Where(static c => c is { State: "stopped" }).Select(static c => new Finding(false, c.Name, $"it is stopped: {c.Reason}")));
        if (status.StateDir is { } state) LookAtDisk(findings, state);
        findings.AddRange(status.Warnings.Select(static w => new Finding(true, Warning, w)));
    }

    private static void LookAtDisk(List<Finding> findings, string state)
    {
        try
        {
            var free = new DriveInfo(state).AvailableFreeSpace;
            findings.Add(free < LeastFree
                ? new Finding(false, "disk", $"{Ages.Megabytes(free)} are free where the state is ({state}); nothing is accepted when there is none. Make room, or set [retention] shorter")
                : new Finding(true, "disk", $"{Ages.Megabytes(free)} are free where the state is"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            findings.Add(new Finding(true, Warning, $"how much room there is in {state} cannot be seen: {e.Message}"));
        }
    }

    private void Show(List<Finding> findings, bool json)
    {
        if (!json)
        {
            foreach (var finding in findings)
            {
                Context.Out.WriteLine($"{(finding.Ok ? finding.What == Warning ? "!" : "ok" : "NO"),-3} {Escaping.Line(finding.What)}: {Escaping.Line(finding.Detail)}");
            }

            return;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, ControlJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok", findings.All(static f => f.Ok));
            writer.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteBoolean("ok", finding.Ok);
                writer.WriteString("what", finding.What);
                writer.WriteString("detail", finding.Detail);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Context.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private sealed record Finding(bool Ok, string What, string Detail);
}
