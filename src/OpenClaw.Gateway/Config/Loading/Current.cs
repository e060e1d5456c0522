namespace OpenClaw.Config.Loading;

/// <summary>What holds now of something a reload replaces. Replaced between two loop batches; whoever needs it reads <see cref="Value"/> at
/// the moment of use.</summary>
internal sealed class Current<T>(T initial)
{
    public T Value { get; private set; } = initial;

    public void Replace(T next) => Value = next;
}
