namespace OpenClaw.Foundation.Storage;

/// <summary>What the writer thread is asked to do.</summary>
internal abstract class StoreWork
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public sealed class Commit(Batch batch) : StoreWork
    {
        public Batch Batch => batch;

        /// <summary>Why it is not on the disk.</summary>
        public Exception? Refusal { get; set; }
    }

    public sealed class Look(Action<PreparedConnection> read) : StoreWork
    {
        public Action<PreparedConnection> Read => read;
    }

    public sealed class Checkpoint : StoreWork
    {
        public bool IsLogEmpty { get; set; }
    }
}
