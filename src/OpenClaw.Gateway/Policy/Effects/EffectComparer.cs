namespace OpenClaw.Policy.Effects;

/// <summary>Effects by value, hashed without the words of the command that an operand belongs to: a line of thousands of words has as many
/// operands.</summary>
internal sealed class EffectComparer : IEqualityComparer<Effect>
{
    public static EffectComparer Instance { get; } = new();

    public bool Equals(Effect? x, Effect? y) => EqualityComparer<Effect>.Default.Equals(x, y);

    public int GetHashCode(Effect obj) =>
        obj is Effect.File file ? HashCode.Combine(file is Effect.Write, file.Path, file.Of?.Word) : obj.GetHashCode();
}
