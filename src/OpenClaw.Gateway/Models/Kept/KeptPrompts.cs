namespace OpenClaw.Models.Kept;

/// <summary>
/// The kept prompts of the sessions that were used last, one a session, as many as fit a budget of bytes. One that is not here is made anew
/// from the transcript. Belongs to the loop.
/// </summary>
/// <param name="budget">Bytes that all of them may hold together.</param>
internal sealed class KeptPrompts(long budget = KeptPrompts.UsualBudget)
{
    /// <summary>The whole contexts of thirty conversations with models of 32,000 tokens.</summary>
    public const long UsualBudget = 4 * 1024 * 1024;

    private readonly Dictionary<SessionKey, LinkedListNode<(KeptPrompt Prompt, long Size)>> _bySession = [];

    // The one that was used last is first.
    private readonly LinkedList<(KeptPrompt Prompt, long Size)> _used = new();

    /// <summary>Bytes that all of them hold.</summary>
    public long Size { get; private set; }

    public int Count => _bySession.Count;

    /// <summary>Null where nothing of the session is kept.</summary>
    public KeptPrompt? Find(SessionKey session) => _bySession.GetValueOrDefault(session)?.Value.Prompt;

    /// <summary>Keeps a prompt that has grown in place of the session's own, and lets go of those that were not used for longest. One that
    /// is larger than the budget alone is not kept.</summary>
    public void Keep(KeptPrompt prompt)
    {
        Forget(prompt.Id.Session);
        if (prompt.IsEmpty || prompt.Size > budget)
        {
            return;
        }
        _bySession.Add(prompt.Id.Session, _used.AddFirst((prompt, prompt.Size)));
        Size += prompt.Size;
        while (Size > budget)
        {
            Forget(_used.Last!.Value.Prompt.Id.Session);
        }
    }

    private void Forget(SessionKey session)
    {
        if (_bySession.Remove(session, out var node))
        {
            _used.Remove(node);
            Size -= node.Value.Size;
        }
    }
}
