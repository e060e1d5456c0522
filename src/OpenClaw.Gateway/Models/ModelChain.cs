using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Loop;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>
/// Models in the order the operator wants them, asked inside one turn until one has answered. A model that failed rests and is probed
/// behind the scenes; while another stands next in line, nobody waits for it. Belongs to the loop.
/// </summary>
internal sealed class ModelChain(ChainConfig config, IReadOnlyDictionary<string, LiveModel> models, EventLoop loop)
{
    private static readonly TimeSpan[] s_whileBusy = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    public ChainConfig Config => config;

    /// <summary>The smallest context of the models that would be asked, so that a transcript can be kept short enough for all of
    /// them.</summary>
    public int Context => config.Models.Select(name => models[name].Context).Min();

    /// <summary>Asks until a model has answered in full.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public async Task<ChainOutcome> AskAsync(ModelRequest request, IReplySink sink, CancellationToken ct)
    {
        loop.VerifyAccess();
        var ask = new ModelAsk(config, request, sink, loop);
        var attempts = new List<ModelAttempt>();
        var tooLong = new List<ModelFailure.ContextTooLong>();
        var resting = new List<LiveModel>();
        var order = Order(request).ToArray();
        // A reload in the middle replaces this chain; its models stay open until the request has gone all its way.
        using var hold = new Hold([.. order.Select(m => m.Use())]);
        foreach (var model in order)
        {
            if (request.NothingToSpend is { } spent && IsPriced(model))
            {
                attempts.Add(new ModelAttempt(model.Name, ModelAttempt.OverBudget, spent));
                continue;
            }

            // Looked at when its turn comes: while the one before it was tried, another conversation may have found it dead.
            if (model.Health.IsOut)
            {
                resting.Add(model);
                attempts.Add(Resting(model));
            }
            else if (await TryAsync(model) is { } answered)
            {
                return answered;
            }
        }

        // Nobody else is left: better an honest try than a refusal to try.
        foreach (var model in resting)
        {
            if (await IsWorthAskingAsync(model, ct) && await TryAsync(model) is { } answered)
            {
                return answered;
            }
        }

        return await AskBusyAgainAsync() ?? TooLongForAll() ?? new ChainOutcome.Exhausted(Line(attempts), [.. attempts]);

        // No model is down, and none will ever take it: the person hears what to do, and nothing waits.
        ChainOutcome.Exhausted? TooLongForAll() =>
            tooLong.Count > 0 && tooLong.Count == attempts.Count
                ? new ChainOutcome.Exhausted(
                    $"This cannot be answered: {string.Join("; ", tooLong.Select(static f => f.Message))}.",
                    [.. attempts]
                )
                {
                    IsFinal = true,
                }
                : null;

        // A full queue empties in seconds; a person would rather wait for these than read that nobody answers.
        async Task<ChainOutcome?> AskBusyAgainAsync()
        {
            foreach (var pause in s_whileBusy)
            {
                var waiting = order
                    .Where(m =>
                        !(request.NothingToSpend is not null && IsPriced(m)) && m.Health.Because is ModelFailure.Overloaded { IsBusy: true }
                    )
                    .ToArray();
                if (waiting.Length == 0)
                {
                    return null;
                }
                await loop.Delay(pause, ct);
                foreach (var model in waiting)
                {
                    if (await TryAsync(model) is { } answered)
                    {
                        return answered;
                    }
                }
            }

            return null;
        }

        async Task<ChainOutcome?> TryAsync(LiveModel model)
        {
            var (reply, failure, rests) = await ask.PutToAsync(model, ct);
            if (reply is not null)
            {
                model.Health.Recovered();
                return new ChainOutcome.Answered(reply, [.. attempts]);
            }

            attempts.RemoveAll(a => a.Model == model.Name);
            attempts.Add(new ModelAttempt(model.Name, failure!.Kind, failure.Message));
            if (failure is ModelFailure.ContextTooLong { IsFinal: true } final)
            {
                tooLong.Add(final);
            }
            if (rests)
            {
                model.Failed(failure, config);
            }

            return null;
        }
    }

    private static bool IsPriced(LiveModel model) => model.Config.Price is { IsFree: false };

    private IEnumerable<LiveModel> Order(ModelRequest request)
    {
        var preferred = request.Preferred is { } name ? models.GetValueOrDefault(name) : null;
        var chain = config.Models.Select(m => models[m]).Where(m => m != preferred);
        return preferred is null ? chain : chain.Prepend(preferred);
    }

    private static async Task<bool> IsWorthAskingAsync(LiveModel model, CancellationToken ct)
    {
        if (!model.Health.IsOut)
        {
            return true;
        }

        if (!model.Health.MayBeAskedAsLastResort)
        {
            return false;
        }

        // One that was silent costs a whole timeout again: only if its server at least speaks.
        return model.Health.Because is not ModelFailure.TimedOut || await model.LookAsync(deep: false, ct) is null;
    }

    private static ModelAttempt Resting(LiveModel model)
    {
        var because = model.Health.Because!;
        var rest = model.Health.Remaining;
        var when = rest >= TimeSpan.FromMinutes(2) ? $"{rest.TotalMinutes:0} min" : $"{Math.Ceiling(rest.TotalSeconds):0} s";
        return new ModelAttempt(
            model.Name,
            because.Kind,
            rest > TimeSpan.Zero ? $"{because.Message}; probed again in {when}" : $"{because.Message}; being probed now"
        );
    }

    private static string Line(List<ModelAttempt> attempts) =>
        "No model could answer. " + string.Join("; ", attempts.Select(a => $"{a.Model}: {Words(a.Kind)} ({Short(a.Message)})")) + ".";

    private static string Words(string kind) => kind.Replace('_', ' ');

    // A server's error may be a page; the person reads one line.
    private static string Short(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length <= 160 ? line : line[..157] + "...";
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
