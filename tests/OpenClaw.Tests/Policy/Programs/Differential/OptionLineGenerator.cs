using OpenClaw.Policy.Programs;
using OpenClaw.Policy.Programs.Git;
using OpenClaw.Policy.Programs.Words;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Tests.Policy.Programs.Differential;

/// <summary>A line that was drawn.</summary>
/// <param name="Listed">Every option stands in a table and none runs a program.</param>
internal sealed record DrawnLine(string Text, string Program, bool Listed);

/// <summary>
/// Draws command lines of the programs with a table: options from the table and beyond it, abbreviations and clusters, options behind
/// operands. Every value leads to a file of the scratch folder, to a stub, or to a closed port of this machine.
/// </summary>
internal sealed class OptionLineGenerator(int seed, IReadOnlyList<string> programs)
{
    private static readonly string[] s_files = ["f1", "f2", "d/f3", "d", "a.tar", "a.zip", "./f1", "d/../f2", "new", "d/new", "-"];
    private static readonly string[] s_outputs = ["new", "d/new2", "f2", "./new3", "d/../new4"];
    private static readonly string[] s_stubs = ["alpha", "beta", "alpha x", "./bin/alpha"];
    private static readonly string[] s_plain = ["1", "2", "x", "f1", "always", "none", "name", "10k"];
    private static readonly string[] s_verbs = ["status", "show", "cat", "list-units", "is-active", "help"];

    // These would change the machine and not the scratch folder, or leave a process behind.
    private static readonly HashSet<string> s_never =
    [
        "--daemon",
        "--server",
        "--sender",
        "--vacuum-size",
        "--vacuum-files",
        "--vacuum-time",
        "--rotate",
        "--flush",
        "--sync",
        "--relinquish-var",
        "--smart-relinquish-var",
        "--setup-keys",
        "--update-catalog",
        "-u --update",
        "--force",
        "--firmware-setup",
        "--boot-loader-menu",
        "--boot-loader-entry",
        "-H --host",
        "--global",
        "--system",
        "-f",
    ];

    private static readonly string[] s_sed =
    [
        "p",
        "s/a/b/",
        "s/a/b/g;p",
        "1,3d",
        "$!N",
        "/x/!d",
        "w new",
        "s/a/alpha/e",
        "s/./&/w new",
        "r f2",
        "R f2",
        "1e alpha",
        "e",
        "s,a,[/],",
        "s/[/]/x/",
        "/a/{p;d}",
        "W new",
        "a text",
        "i\\\ntext",
        "y/ab/ba/",
        "s/a/b/;w d/new",
        "/[[:alpha:]]/w new",
        "\\,a,w new",
        "s/a/b/pw new",
        "1!{w new\n}",
        "s/x/y/m;e beta",
        "b end;w new\n:end",
        "0~2w new",
    ];

    private static readonly string[] s_awk =
    [
        "1",
        "{print $1}",
        "{print > \"new\"}",
        "BEGIN{system(\"alpha\")}",
        "{print | \"beta\"}",
        "{\"alpha\" | getline x}",
        "/a|b/{n++}END{print n}",
        "$1 > 2",
        "{print ($1 > 2)}",
        "BEGIN{while((getline l < \"f2\")>0)print l}",
        "{print length($1)/2}",
        "{x=1;y=x/2;print y}",
        "/[/]/{print > \"new\"}",
        "BEGIN{print \"a\" >> \"new\"}",
        "{printf \"%s\\n\",$1}",
        "{a[$1]=1}END{for(k in a)print k}",
        "BEGIN{if(1)/\"/;system(\"alpha\");/\"/}",
        "{n++ /2;system(\"beta\")/3}",
        "BEGIN{ARGV[1]=\"f2\"}{print}",
        "/\"/{print \"x\"}",
        "{print \"/\" $1 \"/\"}",
    ];

    private readonly Random _random = new(seed);
    private bool _listed;

    public DrawnLine Next()
    {
        var program = Pick(programs);
        _listed = true;
        var beyond = _random.Next(4) == 0;
        string[] words = program == "git" ? Git(beyond) : [program, .. Body(program, beyond)];
        var text = string.Join(
            ' ',
            words.Select(w =>
                w.Length > 0 && w.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@+%".Contains(c)) ? w : ShellPrinter.Quote(w)
            )
        );
        return new DrawnLine(Wrapped(text), program, _listed);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private string Wrapped(string text) =>
        _random.Next(12) switch
        {
            0 => $"nohup {text}",
            1 => $"env {text}",
            2 => $"{text} < f1",
            3 => $"{text} > new9",
            4 => $"{text} | cat",
            _ => text,
        };

    private static ProgramTable Table(string program) => ProgramTables.All.First(p => p.Table.Names.Contains(program)).Table;

    private IEnumerable<string> Body(string program, bool beyond)
    {
        var table = Table(program);
        if (program == "find")
        {
            return Find(beyond);
        }
        var options = Enumerable.Range(0, _random.Next(4)).SelectMany(_ => Option(table, beyond)).ToArray();
        var operands = Operands(program).ToArray();
        // Options behind operands, and a `--` now and then.
        return program is "env" or "xargs" or "awk" or "tar" || _random.Next(3) > 0
            ? [.. options, .. Dashes(program), .. operands]
            : [.. operands, .. options];
    }

    private IEnumerable<string> Dashes(string program) => _random.Next(10) == 0 && program is not ("tar" or "zip") ? ["--"] : [];

    private IEnumerable<string> Option(ProgramTable table, bool beyond)
    {
        if (beyond && _random.Next(6) == 0)
        {
            _listed = false;
            return [Pick(["--unknown", "-%", "--no-such=alpha", "--"])];
        }

        var rows = table
            .Rows.Values.Where(r =>
                !s_never.Any(n => n.Split(' ').Contains(r.Name)) && (beyond || r.Use != OptionUse.Unclear) && !r.Name.StartsWith("--help")
            )
            .OrderBy(r => r.Name, StringComparer.Ordinal)
            .ToArray();
        var row = Pick(rows);
        _listed &= row.Use != OptionUse.Unclear;
        return Spelled(table, row, beyond);
    }

    private IEnumerable<string> Spelled(ProgramTable table, OptionRow row, bool beyond)
    {
        var name = row.Name;
        var isLong = name.StartsWith("--", StringComparison.Ordinal);
        if (beyond && isLong && _random.Next(2) == 0)
        {
            // Cut short: unique, ambiguous or another option altogether.
            name = name[.._random.Next(3, name.Length + 1)];
            _listed = false;
        }

        if (row.Value == OptionValue.None || (row.Value == OptionValue.Attached && _random.Next(2) == 0))
        {
            return [!isLong && _random.Next(3) == 0 ? name + Flags(table) : name];
        }
        var value = Value(row);
        if (row.Value == OptionValue.Attached)
        {
            return [isLong ? $"{name}={value}" : name + value];
        }
        if (isLong && (table.Syntax & OptionSyntax.NoEquals) == 0 && _random.Next(2) == 0)
        {
            return [$"{name}={value}"];
        }
        return !isLong && _random.Next(2) == 0 && table.Program is not "zip" ? [name + value] : [name, value];
    }

    private string Flags(ProgramTable table) =>
        string.Concat(
            table
                .Rows.Values.Where(r =>
                    r is { Value: OptionValue.None, Use: OptionUse.Harmless } && r.Name.Length == 2 && r.Name[1] != '-' && r.Name != "-f"
                )
                .Select(r => r.Name[1])
                .Order()
                .OrderBy(_ => _random.Next())
                .Take(_random.Next(3))
        );

    private string Value(OptionRow row) =>
        row.Use switch
        {
            OptionUse.Harmless => Pick(s_plain),
            OptionUse.Reads => Pick(s_files),
            OptionUse.Writes or OptionUse.Updates => Pick(s_outputs),
            OptionUse.Enters => "d",
            OptionUse.Speaks => "127.0.0.1:1",
            OptionUse.Unclear => Pick((string[])[.. s_stubs, .. s_stubs, "exec=alpha", "f1", "new"]),
            _ => Own(row),
        };

    private string Own(OptionRow row) =>
        row.Name switch
        {
            "-C" or "--directory" or "--output-dir" or "-d" or "--one-top-level" => "d",
            "-e" or "--expression" or "--regexp" => Pick(s_sed),
            "-f" or "--file" => Pick(["a.tar", "new.tar", "f1", "Makefile"]),
            "-p" => "1",
            "--git-dir" => ".git",
            "--work-tree" => ".",
            "-exec" or "-ok" => "alpha",
            _ => Pick(
                (string[])[.. s_files, .. s_outputs, "@f1", "x=1", "a=@f1", "BatchMode=yes", "ProxyCommand=alpha", "http://127.0.0.1:1/x"]
            ),
        };

    private IEnumerable<string> Some(int most) => Enumerable.Range(0, _random.Next(most + 1)).Select(_ => Pick(s_files));

    private IEnumerable<string> Operands(string program) =>
        program switch
        {
            "grep" => ["a", .. Some(2)],
            "sed" => [Pick(s_sed), .. Some(2)],
            "awk" or "mawk" or "gawk" => [Pick(s_awk), .. Some(2)],
            "env" or "xargs" => [.. _random.Next(3) == 0 ? [] : Pick(s_stubs).Split(' '), .. Some(1)],
            "tar" =>
            [
                Pick(["-c", "-x", "-t", "-r", "xf", "cf", "-xf", "-cf", "tzf", "--create", "--get"]),
                Pick(["a.tar", "new.tar"]),
                .. Some(2),
            ],
            "curl" =>
            [
                Pick(["http://127.0.0.1:1/x", "127.0.0.1:1/y/z", "file://$ROOT/f1", "file://$ROOT/d/f3", "http://127.0.0.1:1/{a,b}"]),
            ],
            "ssh" =>
            [
                .. _random.Next(2) == 0 ? ["-p1"] : (string[])["-oPort=1"],
                "127.0.0.1",
                .. _random.Next(2) == 0 ? ["true"] : (string[])[],
            ],
            "scp" => ["-oPort=1", Pick(s_files), Pick(["127.0.0.1:x", "new", "d"])],
            "rsync" => [Pick(s_files), Pick(["new", "d", "rsync://127.0.0.1:1/x"])],
            "zip" => [Pick(["new.zip", "a.zip", "new"]), .. Some(2)],
            "unzip" => [Pick(["a.zip", "a"]), .. Some(1)],
            "man" => [Pick(["ls", "./f1", "intro"])],
            "make" => [.. _random.Next(2) == 0 ? [] : (string[])[Pick(["all", "other", "CC=alpha", "X=y"])]],
            "systemctl" => [Pick(s_verbs)],
            "journalctl" => [],
            _ => Some(3),
        };

    private List<string> Find(bool beyond)
    {
        List<string> words =
        [
            .. Pick<string[]>([
                [],
                ["."],
                ["d", "f1"],
                ["-H", "d"],
                ["-P"],
            ]),
        ];
        for (var i = _random.Next(4); i > 0; i--)
        {
            if (_random.Next(4) == 0)
            {
                words.AddRange(
                    Pick<string[]>([
                        ["-exec", "alpha", "{}", ";"],
                        ["-exec", "beta", "{}", "+"],
                        ["-delete"],
                        ["-fprint", "new"],
                        ["-fprintf", "d/new", "%p"],
                        ["-fls", "new"],
                        ["-execdir", "alpha", ";"],
                        ["-ok", "beta", ";"],
                        ["-name", "-exec"],
                    ])
                );
            }
            else
            {
                words.AddRange(Option(Table("find"), beyond));
            }
        }

        return words;
    }

    private string[] Git(bool beyond)
    {
        var verb = Pick(GitTables.Verbs.Values.Where(v => v.Name is not "clone").OrderBy(v => v.Name, StringComparer.Ordinal).ToArray());
        List<string> words = ["git"];
        if (beyond && _random.Next(3) == 0)
        {
            words.AddRange(Option(GitTables.Own, beyond));
        }
        else if (_random.Next(5) == 0)
        {
            words.AddRange(["-C", Pick(["d", "r2", "."])]);
        }
        words.Add(beyond && _random.Next(10) == 0 ? Pick(["st", "bisect", "difftool"]) : verb.Name);
        _listed &= words[^1] == verb.Name && !words.Contains("r2");
        words.AddRange(Enumerable.Range(0, _random.Next(3)).SelectMany(_ => Option(verb, beyond)));
        if (verb.Actions.Count > 0)
        {
            words.Add(Pick(verb.Actions));
        }
        words.AddRange(
            verb.UsesRemote
                ? [Pick(["r2", "origin", "http://127.0.0.1:1/x"])]
                : Pick<string[]>([
                    [],
                    ["HEAD"],
                    ["f1"],
                    ["d"],
                    ["new"],
                ])
        );
        return [.. words];
    }
}
