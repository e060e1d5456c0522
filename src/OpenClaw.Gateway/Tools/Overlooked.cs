namespace OpenClaw.Tools;

/// <summary>What a search did not look at, and why: "nothing found" would else mean more than it does.</summary>
internal sealed class Overlooked
{
    public const string Unreadable = "unreadable";

    private const int MostNamed = 3,
        LongestName = 60;

    private readonly List<(string Why, int Count, List<string> Names)> _groups = [];

    public void Add(string why, string name)
    {
        var at = _groups.FindIndex(group => group.Why == why);
        var (_, count, names) = at < 0 ? (why, 0, []) : _groups[at];
        if (names.Count < MostNamed)
        {
            names.Add(name.Length <= LongestName ? name : $"...{name[^LongestName..]}");
        }
        if (at < 0)
        {
            _groups.Add((why, 1, names));
        }
        else
        {
            _groups[at] = (why, count + 1, names);
        }
    }

    /// <summary>A line below the result; empty when all was looked at.</summary>
    public string Note()
    {
        if (_groups.Count == 0)
        {
            return "";
        }
        var text = new StringBuilder("\n[not looked at: ");
        for (var i = 0; i < _groups.Count; i++)
        {
            var (why, count, names) = _groups[i];
            text.Append(i == 0 ? "" : "; ").Append($"{count} {why} ({string.Join(", ", names)}{(count > names.Count ? ", ..." : "")})");
        }

        return text.Append(']').ToString();
    }
}
