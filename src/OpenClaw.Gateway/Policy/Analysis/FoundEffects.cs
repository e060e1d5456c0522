using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Analysis;

/// <summary>The effects of a line in the order in which they are found. Counts the files that words name, and adds a protected file under
/// each of its names.</summary>
internal sealed class FoundEffects(ProtectedFiles files)
{
    // More operands than a person reads through.
    private const int MaxOperands = 512;

    private readonly List<Effect> _effects = [];
    private int _operands;

    public IReadOnlyList<Effect> All => _effects;

    public void Add(Effect.Command command) => _effects.Add(command);

    public void AddOpaque(string line, string why) => _effects.Add(new Effect.OpaqueLine(line, why));

    public void AddRange(IEnumerable<Effect> effects) => _effects.AddRange(effects);

    // A file that is a protected one under another name is both: the gate decides each path.
    public void AddPath(Effect effect)
    {
        effect = Counted(effect);
        _effects.Add(effect);
        if (effect is Effect.File file && files.OtherNameOf(file.Path) is { } other)
        {
            _effects.Add(file with { Path = other });
        }
    }

    // What comes behind the most is still looked at, since a closed file stays closed; but no pattern's word opens it.
    private Effect Counted(Effect effect)
    {
        if (effect is not Effect.File { Of: { } operand } file || ++_operands <= MaxOperands)
        {
            return effect;
        }
        if (_operands == MaxOperands + 1)
        {
            AddOpaque(operand.Command.Words[0], $"it names too many files: more than {MaxOperands.ToString(CultureInfo.InvariantCulture)}");
        }
        return file with { Of = operand with { Hidden = true } };
    }
}
