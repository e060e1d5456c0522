namespace OpenClaw.Policy.Programs.Readers;

/// <summary>Patterns of file names that are a star and an ending (<c>*.md</c>). With any other among them every name counts.</summary>
internal sealed class NameEndings
{
    private readonly List<string> _endings = [];
    private bool _every;

    /// <summary>Empty when every name counts.</summary>
    public IReadOnlyList<string> Endings => _every ? [] : _endings;

    public void Add(string pattern)
    {
        if (pattern.StartsWith("*.", StringComparison.Ordinal) && pattern.AsSpan(2).IndexOfAny("*?[]\\/{}") < 0)
        {
            _endings.Add(pattern[1..]);
        }
        else
        {
            _every = true;
        }
    }

    public void Forget() => _every = true;
}
