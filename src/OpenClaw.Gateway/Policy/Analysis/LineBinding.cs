using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Policy.Analysis;

/// <summary>What an approval of the line is bound to: the executables, the files whose content decides what runs, and what no hash can
/// hold.</summary>
internal sealed class LineBinding(string directory, IReadOnlyList<string> searchPath)
{
    // Interpreters whose first operand is a program. A version may follow the name: python3.12.
    private static readonly string[] s_interpreters = WordList.Of(
        "sh dash bash ash zsh ksh python perl ruby node nodejs lua php tclsh awk sed make source"
    );

    public SortedSet<string> Executables { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Scripts { get; } = new(StringComparer.Ordinal);

    /// <summary>Sentences for the person who is asked.</summary>
    public SortedSet<string> Unbound { get; } = new(StringComparer.Ordinal);

    /// <summary>Words that were guessed from a line that is not understood.</summary>
    public void AddGuess(IReadOnlyList<string> words)
    {
        if (words.Any(IsInterpreter) && words.Any(static word => word.AsSpan().IndexOfAny("$*?[") >= 0))
        {
            Unbound.Add("files that the line names by variables or patterns are taken as they are at that time");
        }
    }

    /// <summary>What an interpreter reads as its program from where a command reads its input.</summary>
    public void AddInput(ShellCommand command, bool isPiped)
    {
        if (!command.Words.Any(IsInterpreter))
        {
            return;
        }
        foreach (var redirection in command.Redirections)
        {
            if (
                redirection.Kind == ShellRedirectionKind.Read
                && redirection.Target != "/dev/null"
                && RealPath.Of(redirection.Target, directory) is { } path
            )
            {
                Scripts.Add(path);
            }
        }

        if (isPiped && IsInterpreter(command.Words[0]) && command.Words.Skip(1).All(static word => word is "-" or "-s"))
        {
            Unbound.Add($"{command.Words[0]} runs what is piped to it at that time");
        }
    }

    public void AddFiles(Effect.Command command)
    {
        if (command.Executable is { } executable)
        {
            Executables.Add(executable);
            if (!searchPath.Any(d => PathPattern.IsBelow(executable, d) || (command.Found is { } f && PathPattern.IsBelow(f, d))))
            {
                Scripts.Add(executable);
            }
        }
        var inputs = ProgramInputs.Of(command.Words, directory);
        Scripts.UnionWith(inputs.Files);
        if (inputs.Unbound is { } unbound)
        {
            Unbound.Add(unbound);
        }
        if (!IsInterpreter(command.Words[0]))
        {
            return;
        }
        // Every operand that is a file: to know which one is the program would need each interpreter's options, and one hash too many does
        // no harm.
        foreach (var word in command.Words.Skip(1))
        {
            // Of a line that is not understood the words are guessed, and a redirection may stand among them.
            if (!word.StartsWith('-') && RealPath.Of(word.TrimStart('<'), directory) is { } path && File.Exists(path))
            {
                Scripts.Add(path);
            }
        }
    }

    private static bool IsInterpreter(string word) =>
        word == "."
        || Array.IndexOf(s_interpreters, Path.GetFileName(word).TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) >= 0;
}
