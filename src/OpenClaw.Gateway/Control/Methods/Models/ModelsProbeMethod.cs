using System.Globalization;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Config;
using OpenClaw.Models;

namespace OpenClaw.Control.Methods;

/// <summary><c>models.probe</c>: asks each server whether its model would work. One that answers comes back into its chains at once.</summary>
internal sealed class ModelsProbeMethod(Current<ModelTable> models, PeerRights rights, TimeProvider time) : ControlMethod<ModelsProbeParams, ModelsProbeResult>(ControlCalls.ModelsProbe)
{
    protected override async Task<ModelsProbeResult> InvokeAsync(ModelsProbeParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "ask the models");
        var table = models.Value;
        if (parameters.Model is not { } name) return new ModelsProbeResult(await Task.WhenAll(table.Models.Select(m => ProbeAsync(m, ct))));
        return table.Model(name) is { } model
            ? new ModelsProbeResult([await ProbeAsync(model, ct)])
            : throw ControlException.NotFound($"no model \"{name}\"; configured: {string.Join(", ", table.Models.Select(static m => m.Name))}");
    }

    private async Task<ProbeInfo> ProbeAsync(LiveModel model, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var failure = await model.ProbeAsync(deep: false, ct);
        var ms = (long)time.GetElapsedTime(started).TotalMilliseconds;
        if (failure is not null)
        {
            return new ProbeInfo { Name = model.Name, Ok = false, Detail = $"{failure.Kind.Replace('_', ' ')}: {failure.Message}", Ms = ms };
        }

        var traits = await TraitsAsync(model, ct);
        var said = traits?.ContextLength is { } length && length < model.Config.Context
            ? $"; the model takes {length.ToString(CultureInfo.InvariantCulture)} tokens, less than models.{model.Name}.context ({model.Config.Context})"
            : "";
        return new ProbeInfo
        {
            Name = model.Name,
            Ok = true,
            Detail = $"{model.Config.Model} answers{said}",
            Ms = ms,
            Context = traits?.ContextLength,
            Capabilities = traits is null ? [] : [.. Capabilities(traits)],
        };
    }

    private static async Task<ModelTraits?> TraitsAsync(LiveModel model, CancellationToken ct)
    {
        try
        {
            return await model.Client.DescribeAsync(ct);
        }
        catch (ModelFailureException)
        {
            // It works; that its server does not describe it is no failure.
            return null;
        }
    }

    private static IEnumerable<string> Capabilities(ModelTraits traits)
    {
        if (traits.Tools is true) yield return "tools";
        if (traits.Thinking is true) yield return "thinking";
        if (traits.Images is true) yield return "images";
    }
}
