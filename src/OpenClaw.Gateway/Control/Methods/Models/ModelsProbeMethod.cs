using System.Globalization;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Control.Methods;

/// <summary><c>models.probe</c>: asks each server whether its model would work. One that answers comes back into its chains at
/// once.</summary>
internal sealed class ModelsProbeMethod(Current<ModelTable> models, PeerRights rights, TimeProvider time)
    : ControlMethod<ModelsProbeParams, ModelsProbeResult>(ControlCalls.ModelsProbe)
{
    protected override async Task<ModelsProbeResult> InvokeAsync(ModelsProbeParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "ask the models");
        var table = models.Value;
        if (parameters.Model is not { } name)
        {
            var probes = await Task.WhenAll(table.Models.Select(m => ProbeAsync(m, ct)));
            // One after the other: a trial must not push out the model of another one.
            var results = new List<ProbeInfo>();
            foreach (var (live, probe) in table.Models.Zip(probes))
            {
                results.Add(live.Config.Price is { IsFree: false } ? probe : await TryAsync(live, probe, ct));
            }
            return new ModelsProbeResult(results);
        }

        return table.Model(name) is { } model
            ? new ModelsProbeResult([await TryAsync(model, await ProbeAsync(model, ct), ct)])
            : throw ControlException.NotFound(
                $"no model \"{name}\"; configured: {string.Join(", ", table.Models.Select(static m => m.Name))}"
            );
    }

    /// <summary>One call with a tool and one with thinking, of a model that answers and of which its server does not say. What costs money
    /// is tried when it is named, and only then.</summary>
    private static async Task<ProbeInfo> TryAsync(LiveModel model, ProbeInfo probe, CancellationToken ct)
    {
        // A script answers what it was written for.
        if (!probe.Ok || model.Config.Provider == ModelProvider.Scripted)
        {
            return probe;
        }
        var tried = await model.TryAsync(await TraitsAsync(model, ct), ct);
        return probe with { Tools = tried.Tools, Thinking = tried.Thinking };
    }

    private async Task<ProbeInfo> ProbeAsync(LiveModel model, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var failure = await model.ProbeAsync(deep: false, ct);
        var ms = (long)time.GetElapsedTime(started).TotalMilliseconds;
        if (failure is not null)
        {
            return new ProbeInfo
            {
                Name = model.Name,
                Ok = false,
                Detail = $"{failure.Kind.Replace('_', ' ')}: {failure.Message}",
                Ms = ms,
            };
        }

        var traits = await TraitsAsync(model, ct);
        var said =
            traits?.ContextLength is { } length && length < model.Config.Context
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
        if (traits.Tools is true)
        {
            yield return "tools";
        }
        if (traits.Thinking is true)
        {
            yield return "thinking";
        }
        if (traits.Images is true)
        {
            yield return "images";
        }
    }
}
