using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>Finds out by one short request each whether the model takes tools and thinking, where neither its server nor an earlier answer
/// says so.</summary>
internal sealed partial class LiveModel
{
    /// <summary>Enough for a call behind a short thought.</summary>
    private const int TrialTokens = 256;

    /// <summary>A server has other parts of a request to refuse, and names one at a time.</summary>
    private const int MostTries = 4;

    private static readonly TimeSpan s_localTrial = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_trial = TimeSpan.FromMinutes(1);

    private static readonly ToolSpec s_trialTool = new(
        "ping",
        "Answers pong. Call it when you are asked to.",
        """{"type":"object","properties":{}}"""
    );

    // What an earlier trial found; a server does not change its mind between two looks.
    private string? _triedTools,
        _triedThinking;

    /// <summary>What trials found, a word and perhaps a reason each. Nothing is tried that the configuration does not use.</summary>
    /// <param name="traits">What the server says by itself; null where it says nothing.</param>
    public async Task<ModelTrials> TryAsync(ModelTraits? traits, CancellationToken ct)
    {
        _loop.VerifyAccess();
        var (tools, thinking) = (Config.Tools is false || traits?.Tools is not null, Config.Think is null || traits?.Thinking is not null);
        if ((tools || _triedTools is not null) && (thinking || _triedThinking is not null))
        {
            return new ModelTrials(tools ? null : _triedTools, thinking ? null : _triedThinking);
        }
        if (await WouldPushOutAsync())
        {
            return new ModelTrials("not tried (its server would unload a model that is talked to)", null);
        }
        return new ModelTrials(tools ? null : await TryToolsAsync(ct), thinking ? null : await TryThinkingAsync(ct));
    }

    private async Task<string> TryToolsAsync(CancellationToken ct)
    {
        if (_triedTools is null && !TakesTools)
        {
            _triedTools = "no (the server has refused them)";
        }
        if (_triedTools is not null)
        {
            return _triedTools;
        }
        var (reply, failure) = await AskBrieflyAsync("Call the tool ping.", [s_trialTool], mentionThink: false, ct);
        return Found(failure, RequestOptions.Tools, ref _triedTools)
            ?? (reply is { Calls.IsEmpty: false } ? _triedTools = "yes" : "unsure (asked for a call, it answered in words)");
    }

    private async Task<string> TryThinkingAsync(CancellationToken ct)
    {
        if (_triedThinking is null && !TakesThink)
        {
            _triedThinking = "no (the server has refused it)";
        }
        if (_triedThinking is not null)
        {
            return _triedThinking;
        }
        var (_, failure) = await AskBrieflyAsync("Say yes.", [], mentionThink: true, ct);
        return Found(failure, RequestOptions.Think, ref _triedThinking) ?? (_triedThinking = "yes");
    }

    /// <summary>What a failure says of the option that was tried; null without one.</summary>
    private static string? Found(ModelFailure? failure, string option, ref string? tried) =>
        failure switch
        {
            null => null,
            ModelFailure.RefusedAsBad { Option: var refused } when refused == option => tried = $"no ({failure.Message})",
            _ => $"not found out ({failure.Message})",
        };

    /// <summary>One short answer, without the parts of a request that the server refuses. What it refuses is remembered, as in any other
    /// request.</summary>
    private async Task<(ModelReply? Reply, ModelFailure? Failure)> AskBrieflyAsync(
        string words,
        ToolSpec[] tools,
        bool mentionThink,
        CancellationToken ct
    )
    {
        using var limit = new CancellationTokenSource(Config.Url is { IsLoopback: true } ? s_localTrial : s_trial, _loop.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var use = Use();
                var reader = new ReplyReader(new Unheard(), tools, ThinksUnseen);
                var options = new AskOptions
                {
                    ModelId = Config.Model,
                    MaxOutputTokens = TrialTokens,
                    MentionThink = mentionThink,
                    Without = Refused,
                    Tools = tools.Length == 0 ? null : [.. tools.Select(static tool => new DeclaredTool(tool))],
                };
                await foreach (var update in Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, words)], options, both.Token))
                {
                    reader.Add(update);
                }
                return (reader.Finish(Name, out _), null);
            }
            catch (ModelFailureException e)
            {
                if (e.Failure is not ModelFailure.RefusedAsBad { Option: { } option } || !Drop(option))
                {
                    return (null, e.Failure);
                }
                var isWhatWasAsked = option == RequestOptions.Think ? mentionThink : option == RequestOptions.Tools && tools.Length > 0;
                if (isWhatWasAsked || tries == MostTries)
                {
                    return (null, e.Failure);
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return (null, new ModelFailure.TimedOut("no answer in time"));
            }
        }
    }

    /// <summary>Nobody watches a trial.</summary>
    private sealed class Unheard : IReplySink;
}

/// <summary>What trials found of a model: "yes", "no (why)", or why it is not known. Null where nothing was to be tried.</summary>
internal sealed record ModelTrials(string? Tools, string? Thinking);
