using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Clients;

/// <summary>
/// A provider's side of one configured model: a chat client that streams and throws nothing but <see cref="ModelFailureException"/> and,
/// when its token asks for it, <see cref="OperationCanceledException"/>. Options come as <see cref="AskOptions"/>.
/// </summary>
internal interface IModelClient : IChatClient
{
    /// <summary>Asks whether the model would work again. Returns when it would, throws its failure when not.</summary>
    /// <param name="deep">Have it write a token, because it was reachable before and failed all the same; otherwise asking the server is
    /// enough.</param>
    Task ProbeAsync(bool deep, CancellationToken ct);

    /// <summary>Whether the model could write a token now without its server loading it first, for which it may unload another. True where
    /// loading is not the server's way.</summary>
    Task<bool> IsLoadedAsync(CancellationToken ct) => Task.FromResult(true);

    /// <summary>What the server says about the model; null where it cannot say.</summary>
    Task<ModelTraits?> DescribeAsync(CancellationToken ct);
}

/// <summary>What a server tells of a model. Null is "it did not say".</summary>
internal sealed record ModelTraits(int? ContextLength, bool? Tools, bool? Thinking, bool? Images);
