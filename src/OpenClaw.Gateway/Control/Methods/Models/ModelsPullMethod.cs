using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;

namespace OpenClaw.Control.Methods;

/// <summary><c>models.pull</c>: has an Ollama server fetch its model, telling how far it is.</summary>
internal sealed class ModelsPullMethod(Current<ModelTable> models, PeerRights rights)
    : ControlMethod<ModelsPullParams, ModelsPullResult>(ControlCalls.ModelsPull)
{
    protected override async Task<ModelsPullResult> InvokeAsync(ModelsPullParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "have a model fetched");
        var table = models.Value;
        if (table.Model(parameters.Model) is not { } model)
        {
            throw ControlException.NotFound(
                $"no model \"{parameters.Model}\"; configured: {string.Join(", ", table.Models.Select(static m => m.Name))}"
            );
        }

        if (model.Client is not OllamaChatClient ollama)
        {
            throw ControlException.InvalidParams($"model \"{model.Name}\" is not on an Ollama server; only Ollama fetches models");
        }
        try
        {
            await foreach (var progress in ollama.Server.PullAsync(model.Config.Model, ct))
            {
                peer.Notify(
                    ControlNotices.Progress,
                    new Protocol.PullProgress
                    {
                        Model = model.Name,
                        Status = progress.Status,
                        Completed = progress.Completed,
                        Total = progress.Total,
                    }
                );
            }
        }
        catch (ModelFailureException e)
        {
            throw ControlException.Failed($"{model.Name}: {e.Failure.Message}");
        }

        // They wait for no probe of their own: every chain may ask them with the next message. By the table of now, where a reload has come
        // meanwhile.
        foreach (
            var live in models
                .Value.Models.Where(live =>
                    live.Config.Provider == ModelProvider.Ollama
                    && live.Config.Url == model.Config.Url
                    && live.Config.Model == model.Config.Model
                )
                .ToList()
        )
        {
            await live.ProbeAsync(deep: false, ct);
        }

        return new ModelsPullResult(true);
    }
}
