using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs.Git;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Analysis;

/// <summary>Turns what a program with a table is told to do into effects: real paths, hosts, and what the repository says in which git is
/// run.</summary>
/// <param name="home">The home of the user that commands run as.</param>
/// <param name="files">The files that are protected or closed, for folders that are read whole.</param>
internal sealed class ReadingEffects(Effect.Command command, string directory, string home, ProtectedFiles files)
{
    private bool _lost;

    public List<Effect> Effects { get; } = [];

    public List<string> Scripts { get; } = [];

    /// <param name="elsewhere">A wrapper changed the directory, the root or the variables, so that no path leads where it would from
    /// here.</param>
    /// <returns>Why what it does cannot be told; null when it can.</returns>
    public string? Add(ProgramReading reading, bool elsewhere)
    {
        foreach (var file in reading.Files)
        {
            Add(file, elsewhere);
        }
        Effects.AddRange(reading.Hosts.Select(host => new Effect.Host(host)));
        if (!elsewhere)
        {
            Scripts.AddRange(reading.Scripts.Select(script => RealPath.Of(script, directory)).OfType<string>().Where(File.Exists));
        }
        var why = reading.Why;
        foreach (var place in reading.Repositories)
        {
            why = (elsewhere ? null : Look(place, reading)) ?? why;
        }
        foreach (var folder in elsewhere ? [] : reading.Folders)
        {
            var unseen = Look(folder);
            why ??= unseen;
        }

        return why ?? (_lost || (elsewhere && reading.Repositories.Count > 0) ? "where its files and folders lead cannot be told" : null);
    }

    private void Add(ProgramFile file, bool elsewhere)
    {
        if (file.InFolder && !elsewhere && !IsFolder(file.Path[..file.Path.LastIndexOf('/')]))
        {
            return;
        }
        var ownView = false;
        var path = elsewhere ? null : RealPath.Of(file.Path, directory, out ownView);
        _lost |= path is null || ownView;
        if (path is null)
        {
            return;
        }
        var operand = new Operand(command, file.Word)
        {
            Row = file.Row,
            Hidden = OperandWords.IsHidden(file.Path, path, directory),
            Derived = !file.Word.Contains(file.Path, StringComparison.Ordinal),
        };
        Effects.Add(file.Writes ? new Effect.Write(path) { Of = operand } : new Effect.Read(path) { Of = operand });
    }

    private bool IsFolder(string path) => path.Length == 0 || (RealPath.Of(path, directory) is { } real && Directory.Exists(real));

    private string? Look(ProgramFolder folder)
    {
        if (RealPath.Of(folder.Path, directory) is not { } real || !Directory.Exists(real))
        {
            return null;
        }
        var contents = new FolderContents(files, [.. Copies(folder)], folder.Endings);
        var why = contents.Look(real);
        var word = new Operand(command, folder.Word) { Row = folder.Row, Derived = true };
        Effects.AddRange(contents.Read.Select(path => new Effect.Read(path) { Of = word }));
        Effects.AddRange(contents.Written.Select(path => new Effect.Write(path) { Of = word }));
        return why;
    }

    // In the target, or in a folder of its name there: which one depends on a slash and on what is there at that time.
    private IEnumerable<string> Copies(ProgramFolder folder)
    {
        if (folder.Copy is null || RealPath.Of(folder.Copy, directory) is not { } target)
        {
            return [];
        }
        var name = Path.GetFileName(folder.Path.TrimEnd('/'));
        return name is "" or "." or ".." ? [target] : [target, $"{target.TrimEnd('/')}/{name}"];
    }

    private string? Look(GitPlace place, ProgramReading reading)
    {
        if (TakenRepositories.At(place, directory, out var unknown) is not { } taken)
        {
            return unknown;
        }
        var inspection = new GitInspection(home, place.Verb);
        inspection.Look([.. taken.All, .. Added(place, taken, reading)]);
        var word = new Operand(command, $"{command.Words[0]} {place.Verb}") { Row = $"git-{place.Verb}(1)", Derived = true };
        foreach (var outside in taken.All.SelectMany(found => new[] { found.Directory, found.Common }).Distinct().Where(IsOutside))
        {
            Effects.Add(new Effect.Read(RealPath.Of(outside, "/") ?? outside) { Of = word });
        }
        if (place.Changes && taken.Changed is { } top)
        {
            Effects.Add(new Effect.Write(top) { Of = word });
        }
        return inspection.Why ?? (place.Speaks ? Speak(place, inspection, taken.SpeaksFrom, word) : null);
    }

    // What is added may be a repository, which git enters from then on.
    private static IEnumerable<GitRepository> Added(GitPlace place, TakenRepositories taken, ProgramReading reading)
    {
        if (place.Verb != "add")
        {
            return [];
        }
        var nested = new NestedRepositories();
        reading.MayAddRepositories |= !nested.Look(taken.Top ?? taken.Folder);
        return nested.Found.SelectMany(GitRepository.From);
    }

    private bool IsOutside(string path) =>
        !(RealPath.Of(path, "/") + "/").StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    // A remote may be a folder: by its address, or because no remote has the name.
    private string? Speak(GitPlace place, GitInspection inspection, string top, Operand word)
    {
        Effects.AddRange(inspection.Remotes.Hosts().Select(host => new Effect.Host(host)));
        foreach (var path in inspection.Remotes.Paths())
        {
            if (place.Verb == "push" || GitRemotes.HasHome(path) || RealPath.Of(path, top) is not { } real)
            {
                return $"a remote is the path {path}, and what the repository there runs cannot be told";
            }
            Effects.Add(new Effect.Read(real) { Of = word });
        }

        var unknown = inspection.Remotes.Wanted.Append(place.Remote ?? "origin").Where(name => !inspection.Remotes.Named.Contains(name));
        string[] endings = ["", ".git", ".bundle"];
        return unknown.FirstOrDefault(name => endings.Any(ending => Path.Exists(Path.Combine(top, name + ending)))) is { } other
            ? $"{other} is no remote, so git takes it for a path"
            : null;
    }
}
