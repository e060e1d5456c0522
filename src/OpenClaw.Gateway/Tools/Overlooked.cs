namespace OpenClaw.Tools;

/// <summary>What a search did not look at, and why: "nothing found" would else mean more than it does.</summary>
internal sealed class Overlooked
{
    public const string Unreadable = "unreadable";

    private const int MostNamed = 3,
        LongestName = 60;

    private readonly List<Group> _groups = [];

    public void Add(string why, string name)
    {
        if (_groups.Find(known => known.Why == why) is not { } group)
        {
            _groups.Add(group = new Group(why));
        }
        group.Count++;
        if (group.Names.Count < MostNamed)
        {
            group.Names.Add(name.Length <= LongestName ? name : $"...{name[^LongestName..]}");
        }
    }

    /// <summary>A line below the result; empty when all was looked at.</summary>
    public string Note()
    {
        var groups = _groups.Select(static group =>
            $"{group.Count} {group.Why} ({string.Join(", ", group.Names)}{(group.Count > group.Names.Count ? ", ..." : "")})"
        );
        return _groups.Count == 0 ? "" : $"\n[not looked at: {string.Join("; ", groups)}]";
    }

    private sealed class Group(string why)
    {
        public string Why => why;

        public int Count { get; set; }

        public List<string> Names { get; } = [];
    }
}
