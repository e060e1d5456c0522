using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>Asks the server whether the model would work, and brings it back after a failure.</summary>
internal sealed partial class LiveModel
{
    private static readonly TimeSpan s_lightProbe = TimeSpan.FromSeconds(10);

    // A conversation that rests for longer may find its model unloaded anyway: it is what Ollama keeps one for.
    private static readonly TimeSpan s_talkedTo = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_untilQuiet = TimeSpan.FromSeconds(30);

    /// <summary>Probes now. Null when the model would work; a model that was out comes back.</summary>
    public async Task<ModelFailure?> ProbeAsync(bool deep, CancellationToken ct)
    {
        var failure = await LookAsync(deep, ct);
        if (failure is null)
        {
            Health.Recovered();
        }

        return failure;
    }

    /// <summary>Probes now and changes nothing.</summary>
    public async Task<ModelFailure?> LookAsync(bool deep, CancellationToken ct)
    {
        _loop.VerifyAccess();
        using var limit = new CancellationTokenSource(deep ? DefaultFirstToken : s_lightProbe, _loop.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var use = Use();
            await Client.ProbeAsync(deep, both.Token);
            return null;
        }
        catch (ModelFailureException e)
        {
            return e.Failure;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ModelFailure.TimedOut("no answer to the probe");
        }
    }

    private async Task RecoverAsync()
    {
        try
        {
            while (Health.IsOut)
            {
                // A turn that asked as a last resort may have moved the end meanwhile, hence the loop.
                while (Health.Remaining is var rest && rest > TimeSpan.Zero)
                {
                    await RestAsync(rest);
                }

                if (Health.IsOut && Health.NeedsDeepProbe && await WouldPushOutAsync())
                {
                    Health.Postpone(s_untilQuiet);
                    continue;
                }

                if (Health.IsOut && await ProbeAsync(Health.NeedsDeepProbe, _retired.Token) is { } failure)
                {
                    Health.Failed(failure, _cooldown.First, _cooldown.Max);
                }
            }
        }
        finally
        {
            _recovering = false;
        }
    }

    /// <summary>Whether a probe that has this model write would make its server unload one that people talk to.</summary>
    private async Task<bool> WouldPushOutAsync()
    {
        if (!Neighbours.Any(static n => n.IsTalkedTo))
        {
            return false;
        }
        using var limit = new CancellationTokenSource(s_lightProbe, _loop.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_retired.Token, limit.Token);
        try
        {
            using var use = Use();
            return !await Client.IsLoadedAsync(both.Token);
        }
        catch (ModelFailureException)
        {
            // The probe meets the same and says it.
            return false;
        }
        catch (OperationCanceledException) when (!_retired.IsCancellationRequested)
        {
            // A server too busy to say what it holds is at work for somebody.
            return true;
        }
    }

    private bool IsTalkedTo => _answering > 0 || (_answeredAt is { } at && _loop.Time.GetElapsedTime(at) < s_talkedTo);

    /// <summary>Sleeps, and wakes early when the model failed anew: what was found out since may end sooner than what the sleep began
    /// with.</summary>
    private async Task RestAsync(TimeSpan rest)
    {
        if (_changed.IsCancellationRequested)
        {
            _changed.Dispose();
            _changed = new CancellationTokenSource();
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(_retired.Token, _changed.Token);
        try
        {
            await _loop.Delay(rest, either.Token);
        }
        catch (OperationCanceledException) when (!_retired.IsCancellationRequested)
        {
            // The caller looks again at how long there is to rest.
        }
    }
}
