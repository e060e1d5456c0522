using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;

namespace OpenClaw.Cli.Commands.Init;

/// <summary>The Ollama that a machine has: whether it answers, and with which models.</summary>
/// <param name="Problem">Why it does not answer; null where it does.</param>
internal sealed record OllamaLook(Uri Url, string? Problem, IReadOnlyList<OllamaModel> Models)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static async Task<OllamaLook> AtAsync(Uri url, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var http = Http(url, "", time);
        try
        {
            return new OllamaLook(url, null, await new OllamaServer(http).TagsAsync(both.Token).ConfigureAwait(false));
        }
        catch (ModelFailureException e)
        {
            return new OllamaLook(url, e.Failure.Message, []);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new OllamaLook(url, $"it did not say within {s_patience.TotalSeconds:0} s which models it has", []);
        }
    }

    /// <summary>Whether it has a model. A name without a tag means the tag <c>latest</c>.</summary>
    public OllamaModel? Find(string name) =>
        Models.FirstOrDefault(model => model.Name == (name.Contains(':') ? name : $"{name}:latest") || model.Name == name);

    /// <summary>Tokens that a model takes, where its server says.</summary>
    public async Task<int?> ContextAsync(string model, TimeProvider time, CancellationToken ct)
    {
        using var http = Http(Url, model, time);
        try
        {
            return (await new OllamaServer(http).ShowAsync(model, ct).ConfigureAwait(false)).ContextLength;
        }
        catch (ModelFailureException)
        {
            // It is a refinement: without it the usual size is written.
            return null;
        }
    }

    /// <summary>Has it fetch a model; returns why it could not.</summary>
    public async Task<string?> PullAsync(string model, CommandContext context, CancellationToken ct)
    {
        using var http = Http(Url, model, context.Time);
        var line = new PullLine(context.Error, context.ErrorIsTerminal);
        try
        {
            await foreach (var at in new OllamaServer(http).PullAsync(model, ct).ConfigureAwait(false))
            {
                line.Show(new Control.Api.PullProgress(model, at.Status, at.Completed, at.Total));
            }
            return null;
        }
        catch (ModelFailureException e)
        {
            return e.Failure.Message;
        }
        finally
        {
            line.End();
        }
    }

    // The person names the address, and there is no configuration yet that could forbid it.
    private static ModelHttp Http(Uri url, string model, TimeProvider time) =>
        new(url, null, model, new Dialer(DialRules.Open, time), time);
}
