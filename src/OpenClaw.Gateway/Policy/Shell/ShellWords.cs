using System.Collections.Immutable;

namespace OpenClaw.Policy.Shell;

/// <summary>What the first word of a command may be. Reasons are null when the command is an ordinary one.</summary>
internal static class ShellWords
{
    // Union over dash, bash and busybox ash. Compared by value, quoted or not: nobody needs a program called `if`.
    private static readonly IReadOnlySet<string> s_keywords = WordList.Set(
        "if then else elif fi do done case esac while until for in select function time coproc { } ! [[ ]] (( ))"
    );

    // Builtins through which a shell changes what later words mean, runs its arguments, or leaves the straight line. Those that only
    // compute or print (echo, printf, test, [, true, false, :, pwd, kill, exit) are ordinary commands, two of them with conditions below.
    private static readonly IReadOnlySet<string> s_builtins = WordList.Set(
        """
        . source alias unalias bg fg jobs disown wait suspend bind break continue return builtin command caller cd chdir pushd popd dirs
        compgen complete compopt declare typeset local readonly export unset enable eval exec fc history getopts hash help let logout
        mapfile readarray read set shift shopt times trap type ulimit umask newgrp
        """
    );

    public static string? WhyOpaque(ImmutableArray<string> words)
    {
        var name = words[0];
        if (name.Length == 0)
        {
            return "a command has an empty name";
        }
        if (s_keywords.Contains(name))
        {
            return $"`{name}` is a word of the shell's own grammar";
        }
        if (s_builtins.Contains(name))
        {
            return $"`{name}` changes what the shell does with the rest";
        }
        if (IsAssignment(name))
        {
            return "it assigns a variable";
        }
        return name switch
        {
            "printf" => WhyPrintf(words),
            "test" or "[" => WhyTest(words),
            _ => null,
        };
    }

    /// <summary><c>NAME=</c> and bash's <c>NAME+=</c>. Quoted ones are no assignments, and still nothing anyone runs.</summary>
    private static bool IsAssignment(string word)
    {
        var i = 0;
        while (i < word.Length && (word[i] == '_' || char.IsAsciiLetter(word[i]) || (i > 0 && char.IsAsciiDigit(word[i]))))
        {
            i++;
        }
        if (i == 0)
        {
            return false;
        }
        if (i < word.Length && word[i] == '+')
        {
            i++;
        }
        return i < word.Length && word[i] == '=';
    }

    // bash's printf writes variables: `printf -v PATH x` and `printf %n PATH`. So only formats whose every conversion is known to be
    // harmless.
    private static string? WhyPrintf(ImmutableArray<string> words)
    {
        if (words.Length < 2)
        {
            return null;
        }
        var format = words[1];
        if (format.StartsWith('-'))
        {
            return "printf has an option, and bash's -v sets a variable";
        }
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                continue;
            }
            do
            {
                i++;
            } while (i < format.Length && "-+ #'.*0123456789".Contains(format[i]));
            if (i < format.Length && !"sbcdiuoxXeEfFgGq%".Contains(format[i]))
            {
                return "printf has a conversion that may set a variable";
            }
        }

        return null;
    }

    // bash's `test -v 'a[$(id)]'` expands the subscript, command substitution included. -R and -o are its neighbours, refused with it.
    private static string? WhyTest(ImmutableArray<string> words) =>
        words.Contains("-v") || words.Contains("-R") ? $"`{words[0]}` with -v or -R can run a command in bash" : null;
}
