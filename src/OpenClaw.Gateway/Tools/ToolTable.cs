namespace OpenClaw.Tools;

/// <summary>Every tool there is, in the order in which a model is told of them: source after source. It changes only when a reload changes
/// the sources, because the prompt must not change from turn to turn. On the loop.</summary>
internal sealed class ToolTable
{
    private IReadOnlyDictionary<string, Tool> _byName = new Dictionary<string, Tool>();

    public ToolTable(params IReadOnlyList<IToolSource> sources) => Replace(sources);

    public IReadOnlyList<Tool> All { get; private set; } = [];

    public Tool? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Puts other sources in place of those of before. A call that is under way ends with the tool it began with.</summary>
    /// <exception cref="ArgumentException"><see cref="Check"/>.</exception>
    public void Replace(IReadOnlyList<IToolSource> sources)
    {
        Check(sources);
        Tool[] all = [.. sources.SelectMany(static source => source.Tools)];
        _byName = all.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
        All = all;
    }

    /// <summary>Looks whether sources can be a table. A reload asks before it replaces anything.</summary>
    /// <param name="taken">Names that others have.</param>
    /// <exception cref="ArgumentException">A tool's name does not begin with that of its source, or is another's too.</exception>
    public static void Check(IReadOnlyList<IToolSource> sources, IReadOnlyList<string>? taken = null)
    {
        foreach (var source in sources.Where(static source => source.Name.Length > 0))
        {
            if (source.Tools.FirstOrDefault(tool => !tool.Name.StartsWith(source.Name + "_", StringComparison.Ordinal)) is { } stray)
            {
                throw new ArgumentException($"the tool {stray.Name} of {source.Name} must be called {source.Name}_{stray.Name}");
            }
        }

        var names = sources.SelectMany(static source => source.Tools).Select(static tool => tool.Name).Concat(taken ?? []);
        if (names.GroupBy(static name => name).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"there are {twice.Count()} tools called {twice.Key}");
        }
    }
}
