using System.Collections.Immutable;
using OpenClaw.Policy.Programs.Tables;

namespace OpenClaw.Policy.Matching;

/// <summary>The words of one wrapper with a row in <see cref="WrapperTable"/>: its own options first, then what it runs.</summary>
internal sealed class WrapperWords(string name, WrapperSpec spec, IReadOnlyList<string> words)
{
    private int _at = 1;
    private string? _placeholder;
    private bool _startsShell;
    private bool _elsewhere = spec.Elsewhere;
    private bool _isRisky;

    public IEnumerable<Wrapped> Read(bool openEnded)
    {
        if (!SkipOptions())
        {
            return [Unknown];
        }
        SkipVariables();
        _at += spec.Operands;
        // What it runs is looked at in any case: a command that is closed stays closed behind such an option.
        IReadOnlyList<Wrapped> too = _isRisky
            ? [new Wrapped.Unknown($"an option of `{name}` may run a program, write a file or set a variable")]
            : [];
        if (name == "flock" && _at < words.Count && words[_at] is "-c" or "--command")
        {
            return _at + 1 < words.Count ? [new Wrapped.Line(words[_at + 1], _elsewhere), .. too] : [Unknown];
        }
        if (_at >= words.Count)
        {
            return openEnded || _startsShell ? [Unknown] : too;
        }
        return _placeholder is "" ? [Unknown] : [Rest(openEnded), .. too];
    }

    private Wrapped.Unknown Unknown => new($"what `{name}` runs cannot be told");

    /// <returns>False at one that is not known.</returns>
    private bool SkipOptions()
    {
        for (; _at < words.Count && words[_at].StartsWith('-') && words[_at].Length > 1; _at++)
        {
            if (words[_at] == "--")
            {
                _at++;
                break;
            }

            Note(words[_at]);
            if (Following(words[_at]) is not (>= 0 and var more))
            {
                return false;
            }
            _at += more;
        }
        return true;
    }

    private void Note(string option)
    {
        _startsShell |= name is "sudo" or "doas" && option is "-s" or "-i" or "--shell" or "--login";
        _elsewhere |= name == "env" || (name == "sudo" && MovesSudo(option));
        _isRisky |= IsRisky(option);
        if (name == "xargs")
        {
            _placeholder = Placeholder(option, _at + 1 < words.Count ? words[_at + 1] : "") ?? _placeholder;
        }
    }

    private void SkipVariables()
    {
        // `env -` clears the environment, PATH with it.
        if (name == "env" && _at < words.Count && words[_at] == "-")
        {
            _elsewhere = true;
            _at++;
        }

        // PATH, LD_PRELOAD, PYTHONPATH, GIT_SSH ...: with a variable set, a name may stand for something else than we would find.
        for (; spec.Assignments && _at < words.Count && words[_at].Contains('='); _at++)
        {
            _elsewhere = true;
        }
    }

    private Wrapped Rest(bool openEnded)
    {
        var rest = words.Skip(_at).ToImmutableArray();
        // watch gives its words to a shell, joined by blanks.
        if (name == "watch" && !words.Take(_at).Any(w => w.StartsWith("-x", StringComparison.Ordinal) || w == "--exec"))
        {
            return new Wrapped.Line(string.Join(' ', rest), _elsewhere);
        }
        if (_placeholder is not null)
        {
            rest = [.. rest.Select(w => w.Replace(_placeholder, "{}", StringComparison.Ordinal))];
        }
        return Wrapped.Known(new Wrapped.Command(rest, openEnded || name == "xargs", _elsewhere, Applet: name is "busybox" or "toybox"));
    }

    private bool IsRisky(string option)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal))
        {
            return option.AsSpan(1).IndexOfAny(spec.Valued) is >= 0 and var at && spec.Risky.Contains(option[at + 1]);
        }
        var equals = option.IndexOf('=');
        var written = equals < 0 ? option[2..] : option[2..equals];
        return spec.LongRisky.Split(' ').Contains(written)
            || (equals >= 0 && !spec.LongFlags.Split(' ').Contains(written) && !spec.LongValued.Split(' ').Contains(written));
    }

    // -D and -R move, -i goes home, -E keeps a PATH that is not ours.
    private static bool MovesSudo(string option) =>
        option.StartsWith("--", StringComparison.Ordinal)
            ? option is not ("--non-interactive" or "--") && !option.StartsWith("--user", StringComparison.Ordinal)
            : option.AsSpan().IndexOfAny("DRiE") >= 0;

    // What xargs puts its input in place of: -I R, also at the end of a cluster, and --replace[=R].
    private string? Placeholder(string option, string next)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            return option == "--replace" ? "{}"
                : option.StartsWith("--replace=", StringComparison.Ordinal) ? option["--replace=".Length..]
                : null;
        }
        var valued = option.AsSpan().IndexOfAny(spec.Valued);
        return valued < 0 || option[valued] != 'I' ? null
            : valued == option.Length - 1 ? next
            : option[(valued + 1)..];
    }

    // How many words more the option takes; -1 for one that is not known.
    private int Following(string option)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            if (option.Contains('='))
            {
                return option.StartsWith("--split-string", StringComparison.Ordinal) ? -1 : 0;
            }
            var written = option[2..];
            return spec.LongFlags.Split(' ').Contains(written) ? 0
                : spec.LongValued.Split(' ').Contains(written) ? 1
                : -1;
        }

        for (var i = 1; i < option.Length; i++)
        {
            if (spec.Valued.Contains(option[i]))
            {
                return i == option.Length - 1 ? 1 : 0;
            }
            if (!spec.Flags.Contains(option[i]))
            {
                return -1;
            }
        }

        return 0;
    }
}
