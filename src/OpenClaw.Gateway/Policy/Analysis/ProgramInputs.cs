using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// The files in which a command finds what to run without being given their content: a Makefile, a package.json, a compose file. What is
/// found is bound to an approval; what a file calls in turn cannot be, and is named. Looks at the file system; call it away from the loop.
/// </summary>
internal static class ProgramInputs
{
    private const int MostIncludes = 32;
    private const int LargestMakefile = 256 * 1024;

    private static readonly string[] s_makefiles = ["GNUmakefile", "makefile", "Makefile"];
    private static readonly string[] s_justfiles = ["justfile", ".justfile", "Justfile"];
    private static readonly string[] s_composeFiles = WordList.Of(
        """
        compose.yaml compose.yml docker-compose.yml docker-compose.yaml compose.override.yaml compose.override.yml
        docker-compose.override.yml docker-compose.override.yaml .env
        """
    );

    private static readonly Inputs s_none = new([], null);

    /// <param name="Files">Real paths. A name that is looked for and not there yet is among them: a file of that name would be
    /// read.</param>
    /// <param name="Unbound">What is taken as it is when the command runs, as a sentence; null when nothing is.</param>
    public sealed record Inputs(IReadOnlyList<string> Files, string? Unbound);

    public static Inputs Of(IReadOnlyList<string> words, string directory) =>
        Path.GetFileName(words[0]) switch
        {
            "make" or "gmake" => Make(words, directory),
            "npm" or "pnpm" or "yarn" or "bun" => Upwards(words, directory, ["package.json"], ["--prefix", "--cwd", "--dir", "-C"], []),
            "just" => Upwards(words, directory, s_justfiles, ["--working-directory", "-d"], ["--justfile", "-f"]),
            "docker-compose" or "podman-compose" => Compose(words, directory),
            "docker" or "podman" when words.Contains("compose") => Compose(
                [.. words.SkipWhile(static word => word != "compose")],
                directory
            ),
            "xargs" => new([], "xargs runs what its input says at that time"),
            _ => s_none,
        };

    private static Inputs Make(IReadOnlyList<string> words, string directory)
    {
        directory = Values(words, "--directory", "-C").Aggregate(directory, static (at, folder) => RealPath.Of(folder, at) ?? at);
        var given = Values(words, "--makefile", "--file", "-f").ToList();
        var files = new List<string>();
        var isOpen = false;
        foreach (var name in given.Count > 0 ? given : [.. s_makefiles])
        {
            AddMakefile(name, directory, files, ref isOpen);
        }
        return Said("make", files, isOpen ? "what it includes by a variable or a pattern, and what it calls," : "what it calls");
    }

    /// <summary>A makefile and, as far as their names are written out, those it includes.</summary>
    private static void AddMakefile(string name, string directory, List<string> files, ref bool isOpen)
    {
        if (RealPath.Of(name, directory) is not { } path || files.Contains(path))
        {
            return;
        }
        if (files.Count >= MostIncludes)
        {
            isOpen = true;
            return;
        }

        files.Add(path);
        foreach (var line in Lines(path))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is not ["include" or "-include" or "sinclude", ..])
            {
                continue;
            }
            foreach (var included in words.Skip(1).TakeWhile(static word => word[0] != '#'))
            {
                if (included.AsSpan().IndexOfAny("$*?[") >= 0)
                {
                    isOpen = true;
                }
                else
                {
                    AddMakefile(included, directory, files, ref isOpen);
                }
            }
        }
    }

    /// <summary>A file that is looked for in the folder and then in each above it.</summary>
    private static Inputs Upwards(
        IReadOnlyList<string> words,
        string directory,
        string[] names,
        string[] folderOptions,
        string[] fileOptions
    )
    {
        directory = Values(words, folderOptions).Aggregate(directory, static (at, folder) => RealPath.Of(folder, at) ?? at);
        var given = Values(words, fileOptions).Select(name => RealPath.Of(name, directory)).OfType<string>().ToList();
        if (given.Count > 0)
        {
            return Said(Path.GetFileName(words[0]), given, "what it calls");
        }
        var files = new List<string>();
        for (var folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            files.AddRange(names.Select(name => RealPath.Of(name, folder)).OfType<string>());
            if (files.Exists(File.Exists))
            {
                break;
            }
        }

        return Said(Path.GetFileName(words[0]), files, "what it calls");
    }

    private static Inputs Compose(IReadOnlyList<string> words, string directory)
    {
        directory = Values(words, "--project-directory").Aggregate(directory, static (at, folder) => RealPath.Of(folder, at) ?? at);
        var given = Values(words, "--file", "-f").Concat(Values(words, "--env-file")).ToList();
        return Said(
            "compose",
            [.. (given.Count > 0 ? given : [.. s_composeFiles]).Select(name => RealPath.Of(name, directory)).OfType<string>()],
            "the images and files it names"
        );
    }

    private static Inputs Said(string program, IReadOnlyList<string> files, string beyond)
    {
        var there = files.Where(File.Exists).Select(Path.GetFileName).ToList();
        return there.Count == 0
            ? new(
                files,
                $"{program} runs what {string.Join(" or ", files.Select(Path.GetFileName).Distinct().Take(3).DefaultIfEmpty("its file"))} says at that time"
            )
            : new(files, $"{program} runs what {string.Join(", ", there)} says; {beyond} is taken as it is at that time");
    }

    /// <summary>The values of an option in each of its forms: <c>--file X</c>, <c>--file=X</c>, <c>-f X</c>, <c>-fX</c>.</summary>
    private static IEnumerable<string> Values(IReadOnlyList<string> words, params string[] options)
    {
        for (var i = 1; i < words.Count; i++)
        {
            foreach (var option in options)
            {
                if (words[i] == option && i + 1 < words.Count)
                {
                    yield return words[i + 1];
                }
                else if (option.StartsWith("--", StringComparison.Ordinal) && words[i].StartsWith(option + "=", StringComparison.Ordinal))
                {
                    yield return words[i][(option.Length + 1)..];
                }
                else if (option.Length == 2 && words[i].Length > 2 && words[i].StartsWith(option, StringComparison.Ordinal))
                {
                    yield return words[i][2..];
                }
            }
        }
    }

    private static List<string> Lines(string path)
    {
        try
        {
            // A pipe and a device have no length, and reading one could wait for ever.
            var length = new FileInfo(path) is { Exists: true } file ? Math.Min(file.Length, LargestMakefile) : 0;
            if (length == 0)
            {
                return [];
            }
            using var stream = File.OpenRead(path);
            var bytes = new byte[length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return [.. Encoding.UTF8.GetString(bytes, 0, read).ReplaceLineEndings("\n").Split('\n')];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read here is bound as what cannot be read.
            return [];
        }
    }
}
