using OpenClaw.Policy.Programs;
using OpenClaw.Policy.Programs.Git;

namespace OpenClaw.Policy.Analysis;

/// <summary>Turns what a program with a table is told to do into effects: real paths, hosts, and what the repository says in which git is run.</summary>
/// <param name="home">The home of the user that commands run as.</param>
internal sealed class ReadingEffects(Effect.Command command, string directory, string home)
{
    private bool _lost;

    public List<Effect> Effects { get; } = [];

    public List<string> Scripts { get; } = [];

    /// <param name="elsewhere">A wrapper changed the directory, the root or the variables, so that no path leads where it would from here.</param>
    /// <returns>Why what it does cannot be told; null when it can.</returns>
    public string? Add(ProgramReading reading, bool elsewhere)
    {
        foreach (var file in reading.Files)
            Add(file, elsewhere);
        Effects.AddRange(reading.Hosts.Select(host => new Effect.Host(host)));
        if (!elsewhere)
            Scripts.AddRange(reading.Scripts.Select(script => RealPath.Of(script, directory)).OfType<string>().Where(File.Exists));
        var why = reading.Why;
        foreach (var place in reading.Repositories)
            why = (elsewhere ? null : Look(place)) ?? why;
        return why ?? (_lost || (elsewhere && reading.Repositories.Count > 0) ? "where its files and folders lead cannot be told" : null);
    }

    private void Add(ProgramFile file, bool elsewhere)
    {
        var ownView = false;
        var path = elsewhere ? null : RealPath.Of(file.Path, directory, out ownView);
        _lost |= path is null || ownView;
        if (path is null)
            return;
        var operand = new Operand(command, file.Word)
        {
            Row = file.Row,
            Hidden = OperandWords.IsHidden(file.Path, path, directory),
            Derived = !file.Word.Contains(file.Path, StringComparison.Ordinal),
        };
        Effects.Add(file.Writes ? new Effect.Write(path) { Of = operand } : new Effect.Read(path) { Of = operand });
    }

    private string? Look(GitPlace place)
    {
        if (RealPath.Of(place.Folder, directory) is not { } folder)
            return "where git is run cannot be told";
        var tree = place.WorkTree is { } given ? RealPath.Of(given, directory) : null;
        var repository = place.GitDirectory is { } named && RealPath.Of(named, directory) is { } real ? GitRepository.Of(real, tree ?? folder) : GitRepository.Find(folder);
        var inspection = new GitInspection(home, place.Verb);
        inspection.Look(repository);
        if (place.Changes && (tree ?? repository?.Top) is { } top)
            Effects.Add(new Effect.Write(top) { Of = new Operand(command, $"{command.Words[0]} {place.Verb}") { Row = $"git-{place.Verb}(1)", Derived = true } });
        if (place.Speaks)
            Effects.AddRange(inspection.Hosts().Select(host => new Effect.Host(host)));
        return inspection.Why;
    }
}
