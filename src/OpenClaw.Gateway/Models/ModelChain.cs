using OpenClaw.Config.Tables.Models;

namespace OpenClaw.Models;

/// <summary>
/// Models in the order the operator wants them, asked inside one turn until one has answered. A model that failed rests and is probed
/// behind the scenes; while another stands next in line, nobody waits for it. Belongs to the loop.
/// </summary>
internal sealed class ModelChain(ChainConfig config, IReadOnlyDictionary<string, LiveModel> models, EventLoop loop)
{
    public ChainConfig Config => config;

    /// <summary>The smallest context of the models that would be asked, so that a transcript can be kept short enough for all of
    /// them.</summary>
    public int Context => config.Models.Select(name => models[name].Context).Min();

    /// <summary>Asks until a model has answered in full.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public async Task<ChainOutcome> AskAsync(ModelRequest request, IReplySink sink, CancellationToken ct)
    {
        loop.VerifyAccess();
        var order = Order(request).ToArray();
        // A reload in the middle replaces this chain; its models stay open until the request has gone all its way.
        using var hold = new Hold([.. order.Select(m => m.Use())]);
        return await new ChainRun(config, order, request, sink, loop).AskAsync(ct);
    }

    private IEnumerable<LiveModel> Order(ModelRequest request)
    {
        var preferred = request.Preferred is { } name ? models.GetValueOrDefault(name) : null;
        var chain = config.Models.Select(m => models[m]).Where(m => m != preferred);
        return preferred is null ? chain : chain.Prepend(preferred);
    }

    private readonly struct Hold(LiveModel.InUse[] uses) : IDisposable
    {
        public void Dispose()
        {
            foreach (var use in uses)
            {
                use.Dispose();
            }
        }
    }
}
