using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>One request on its way through a chain. Belongs to the loop.</summary>
/// <param name="order">The models of the chain as this request asks them.</param>
internal sealed class ChainRun(ChainConfig config, IReadOnlyList<LiveModel> order, ModelRequest request, IReplySink sink, EventLoop loop)
{
    private static readonly TimeSpan[] s_whileBusy = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    private readonly ModelAsk _ask = new(config, request, sink, loop);
    private readonly List<ModelAttempt> _attempts = [];
    private readonly List<ModelFailure.ContextTooLong> _tooLong = [];
    private readonly List<LiveModel> _resting = [];

    public async Task<ChainOutcome> AskAsync(CancellationToken ct) =>
        await AskInOrderAsync(ct)
        ?? await AskRestingAsync(ct)
        ?? await AskBusyAgainAsync(ct)
        ?? TooLongForAll()
        ?? new ChainOutcome.Exhausted(Line(_attempts), [.. _attempts]);

    private async Task<ChainOutcome?> AskInOrderAsync(CancellationToken ct)
    {
        foreach (var model in order)
        {
            if (request.NothingToSpend is { } spent && IsPriced(model))
            {
                _attempts.Add(new ModelAttempt(model.Name, ModelAttempt.OverBudget, spent));
                continue;
            }

            // Looked at when its turn comes: while the one before it was tried, another conversation may have found it dead.
            if (model.Health.IsOut)
            {
                _resting.Add(model);
                _attempts.Add(Resting(model));
            }
            else if (await TryAsync(model, ct) is { } answered)
            {
                return answered;
            }
        }
        return null;
    }

    // Nobody else is left: better an honest try than a refusal to try.
    private async Task<ChainOutcome?> AskRestingAsync(CancellationToken ct)
    {
        foreach (var model in _resting)
        {
            if (await IsWorthAskingAsync(model, ct) && await TryAsync(model, ct) is { } answered)
            {
                return answered;
            }
        }
        return null;
    }

    // A full queue empties in seconds; a person would rather wait for these than read that nobody answers.
    private async Task<ChainOutcome?> AskBusyAgainAsync(CancellationToken ct)
    {
        foreach (var pause in s_whileBusy)
        {
            var waiting = order.Where(MayBeAskedAgain).ToArray();
            if (waiting.Length == 0)
            {
                return null;
            }
            await loop.Delay(pause, ct);
            foreach (var model in waiting)
            {
                if (await TryAsync(model, ct) is { } answered)
                {
                    return answered;
                }
            }
        }

        return null;
    }

    private bool MayBeAskedAgain(LiveModel model) =>
        !(request.NothingToSpend is not null && IsPriced(model)) && model.Health.Because is ModelFailure.Overloaded { IsBusy: true };

    // No model is down, and none will ever take it: the person hears what to do, and nothing waits.
    private ChainOutcome.Exhausted? TooLongForAll() =>
        _tooLong.Count > 0 && _tooLong.Count == _attempts.Count
            ? new ChainOutcome.Exhausted(
                $"This cannot be answered: {string.Join("; ", _tooLong.Select(static f => f.Message))}.",
                [.. _attempts]
            )
            {
                IsFinal = true,
            }
            : null;

    private async Task<ChainOutcome?> TryAsync(LiveModel model, CancellationToken ct)
    {
        var (reply, failure, rests) = await _ask.PutToAsync(model, ct);
        if (reply is not null)
        {
            model.Health.Recovered();
            return new ChainOutcome.Answered(reply, [.. _attempts]);
        }

        _attempts.RemoveAll(a => a.Model == model.Name);
        _attempts.Add(new ModelAttempt(model.Name, failure!.Kind, failure.Message));
        if (failure is ModelFailure.ContextTooLong { IsFinal: true } final)
        {
            _tooLong.Add(final);
        }
        if (rests)
        {
            model.Failed(failure, config);
        }

        return null;
    }

    private static bool IsPriced(LiveModel model) => model.Config.Price is { IsFree: false };

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
}
