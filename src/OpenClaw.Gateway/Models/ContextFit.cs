using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Models;

/// <summary>
/// Keeps one request inside the contexts of the models it is put to: shortens the transcript before a prompt is sent that will not fit, and
/// further each time that a server refuses it. What was left out for one model stays out for those that follow. Belongs to the loop.
/// </summary>
internal sealed class ContextFit(ModelRequest request)
{
    // Below it there is nothing left to halve: only what must stay remains.
    private const int LeastBudget = 64;

    // A server that names less than this names something else.
    private const int LeastContext = 128;

    // Room for the answer; a long context need not keep an eighth of itself free.
    private const int MostReserve = 1024;

    // Hardly any text costs less; what is more of a short prompt is then the instructions' share.
    private const double LeastRate = 0.2;

    // Hardly any costs more.
    private const double DearRate = 1.2;

    private readonly Dictionary<LiveModel, int> _budgets = [];
    private readonly HashSet<LiveModel> _suspected = [],
        _odd = [];

    /// <summary>The transcript as it stands, without what <see cref="History"/> has kept.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; private set; } = request.Messages;

    /// <summary>Null once the transcript was shortened: all of it is in the messages then.</summary>
    public PromptHistory? History { get; private set; } = request.History;

    /// <summary>Whether the model's count of tokens has led to a shorter transcript before: to doubt it again would throw away one answer
    /// after the other.</summary>
    public bool BelievesCount(LiveModel model) => _suspected.Contains(model);

    /// <summary>Shortens a transcript that by all that is known would not leave the model room for an answer.</summary>
    public async Task ForeseeAsync(LiveModel model, CancellationToken ct)
    {
        if (request.Compact is null || request.Rate.PerCharacter is not { } rate || IsTooLongAlone(model, prompt: null))
        {
            return;
        }
        if (Size.TokensAt(FixedRate(model), rate) > model.Context - Reserve(model))
        {
            await ShortenAsync(FirstBudget(model), ct);
        }
    }

    /// <summary>Learns from an answer what the prompt's two parts cost.</summary>
    /// <param name="tokens">What the server says that the prompt had; 0 where it does not say.</param>
    public void Learn(LiveModel model, int tokens)
    {
        if (tokens <= 0 || HasImages)
        {
            return;
        }
        var size = Size;
        model.LearnFixedRate(tokens - size.Conversation * LeastRate, size.Fixed);
        request.Rate.Read(tokens - size.Fixed * FixedRate(model), size.Conversation);
    }

    /// <summary>Shortens what the model's server refused. Null when it should be asked again, else the failure that remains.</summary>
    public async Task<ModelFailure.ContextTooLong?> AfterAsync(LiveModel model, ModelFailure.ContextTooLong failure, CancellationToken ct)
    {
        if (failure.Context is >= LeastContext and var named)
        {
            model.LearnContext(named);
        }
        if (failure.IsGuess)
        {
            // Once: should the count look the same afterwards, it was not a cut that made it small.
            if (!_suspected.Add(model))
            {
                return failure;
            }
            await ShortenAsync(FirstBudget(model), ct);
            return null;
        }

        var size = Size;
        // By what is known it had fit by far. The server may mean something else, such as a picture or a proxy's limit, and the
        // conversation is not to be lost for that.
        var isOdd =
            failure.Prompt is null && request.Rate.PerCharacter is { } known && size.TokensAt(FixedRate(model), known) < model.Context / 4;
        if (isOdd && !_odd.Add(model))
        {
            return failure;
        }
        if (!isOdd && !HasImages)
        {
            request.Rate.Refused((failure.Prompt ?? model.Context) - size.Fixed * FixedRate(model), size.Conversation);
        }
        if (request.Compact is null)
        {
            return failure;
        }
        // Another model may read it whole: what came before is then not left out in vain.
        if (IsTooLongAlone(model, failure.Prompt))
        {
            return Final(model, failure);
        }
        while (NextBudget(model) is { } budget)
        {
            _budgets[model] = budget;
            if (await ShortenAsync(budget, ct))
            {
                return null;
            }
        }

        return Final(model, failure);
    }

    /// <summary>Whether the last message would surely not fit if it stood alone.</summary>
    /// <param name="prompt">Tokens of the whole, where the server has said so.</param>
    private bool IsTooLongAlone(LiveModel model, int? prompt)
    {
        var size = Size;
        var last = Messages.LastOrDefault(static m => m.Role == ChatRole.User) is { } message ? Tokens.Characters([message], []) : 0;
        return size.Fixed * FixedRate(model) + last * LeastRate > model.Context
            || (!HasImages && prompt is { } tokens && tokens - (size.Conversation - last) * DearRate > model.Context);
    }

    private async Task<bool> ShortenAsync(int budget, CancellationToken ct)
    {
        if (request.Compact is null || await request.Compact(budget, ct) is not { } shorter)
        {
            return false;
        }
        (Messages, History) = (shorter, null);
        return true;
    }

    /// <summary>Half of what prompt, tools and an answer leave, so that the conversation can grow for a while before it is shortened
    /// again.</summary>
    private int FirstBudget(LiveModel model)
    {
        var rate = request.Rate.PerCharacterOrUsual;
        var room = model.Context - Reserve(model) - Size.Fixed * FixedRate(model);
        return (int)Math.Clamp(room / 2 / rate, 0, int.MaxValue / 2);
    }

    private int? NextBudget(LiveModel model) =>
        !_budgets.TryGetValue(model, out var last) ? FirstBudget(model)
        : last == 0 ? null
        : last < LeastBudget ? 0
        : last / 2;

    private ModelFailure.ContextTooLong Final(LiveModel model, ModelFailure.ContextTooLong failure)
    {
        var (size, fixedRate) = (Size, FixedRate(model));
        var tokens = failure.Prompt ?? (int)Math.Max(model.Context + 1, size.TokensAt(fixedRate, request.Rate.PerCharacterOrUsual));
        var message =
            size.Fixed * fixedRate > model.Context
                ? $"the instructions and the tools' descriptions alone are more than the {model.Context} tokens that {model.Name} reads; shorten them, or raise its context"
                : $"with instructions and tools this message alone is some {tokens} tokens, and {model.Name} reads {model.Context}; send it in parts, or as a file";
        return failure with { Message = message, IsFinal = true };
    }

    // What a picture costs nobody knows before: it counts as no characters, and its tokens must not be taken for those of the text.
    private bool HasImages => Messages.Any(static message => message.Contents.Any(static content => content is DataContent or UriContent));

    private PromptSize Size => PromptSize.Of(Messages, request.Tools, History?.Characters ?? 0);

    private static double FixedRate(LiveModel model) => model.FixedRate ?? TokenRate.Usual;

    private static int Reserve(LiveModel model) =>
        Math.Min(model.Config.MaxTokens ?? int.MaxValue, Math.Min(model.Context / 8, MostReserve));
}
