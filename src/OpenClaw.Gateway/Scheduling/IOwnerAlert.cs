namespace OpenClaw.Scheduling;

/// <summary>The way to the owner when nobody asked anything. Handed over by Hosting.</summary>
internal interface IOwnerAlert
{
    /// <summary>Adds the rows that bring him a text to a batch: he is told if and only if what they are committed with is so.</summary>
    Task<IPendingAlert> AddAsync(Batch batch, string text);
}

/// <summary>An alert whose rows are in a batch. Dispose it when that is committed or given up.</summary>
internal interface IPendingAlert : IDisposable
{
    /// <summary>The rows are on the disk: shows it to whoever watches.</summary>
    void Tell();
}
