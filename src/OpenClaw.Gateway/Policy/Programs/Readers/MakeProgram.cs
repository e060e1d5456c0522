using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>make: a runner of what its makefile says. An assignment on its command line says something else than the makefile.</summary>
internal static class MakeProgram
{
    private static readonly string[] s_makefiles = ["GNUmakefile", "makefile", "Makefile"];

    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var files = new List<GivenWord>();
        reader.Read(words, 1, Own, Operand);
        foreach (var file in files)
        {
            Makefile(file, file.Value!);
        }
        if (!files.Any(f => f.Row!.Name is "-f" or "--file" or "--makefile"))
        {
            foreach (var name in s_makefiles)
            {
                Makefile(new GivenWord(null, name, name), name);
            }
        }

        void Own(GivenWord given)
        {
            if (given.Row!.Name is not ("-C" or "--directory"))
            {
                files.Add(given);
                return;
            }

            reader.File(given, given.Value!, writes: false);
            reader.Enter(given.Value!);
        }

        void Operand(GivenWord given)
        {
            if (given.Value!.Contains('='))
            {
                reader.Hide(given, "sets a variable of the makefile");
            }
        }

        // -C counts for all of them, wherever it stands.
        void Makefile(GivenWord given, string path)
        {
            if (path == "-")
            {
                reader.Hide(given, "the makefile comes from the input");
            }
            reader.File(given, path, writes: false);
            reader.Reading.Scripts.Add(reader.Below(path));
        }
    }
}
