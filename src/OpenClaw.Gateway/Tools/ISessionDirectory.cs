namespace OpenClaw.Tools;

/// <summary>What the session tool wants of the house. On the loop.</summary>
internal interface ISessionDirectory
{
    /// <summary>One line a session: key, state, last activity.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken ct);

    /// <summary>A few lines about one session: model, context used, queue, pending approvals; null when there is no such session.</summary>
    Task<string?> StatusAsync(SessionKey session, CancellationToken ct);

    /// <summary>The last entries of a transcript, oldest first, one text each; null when there is no such session.</summary>
    Task<IReadOnlyList<string>?> HistoryAsync(SessionKey session, int limit, CancellationToken ct);
}
