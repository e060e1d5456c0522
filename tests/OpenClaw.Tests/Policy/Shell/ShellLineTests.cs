using System.Text.Json;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Tests.Policy.Shell;

public class ShellLineTests
{
    [Theory]
    [InlineData("ls", "'ls'")]
    [InlineData("  ls   -la\t/tmp  ", "'ls' '-la' '/tmp'")]
    [InlineData("ls\n", "'ls'")]
    [InlineData("a|b||c&&d;e", "'a' | 'b' || 'c' && 'd' ; 'e'")]
    [InlineData("a ; b ;", "'a' ; 'b'")]
    [InlineData("echo 'it'\\''s'", "'echo' 'it'\\''s'")]
    [InlineData("echo \"a \\\" \\\\ \\$ \\` \\n b\"", "'echo' 'a \" \\ $ ` \\n b'")]
    [InlineData("echo \"\" ''", "'echo' '' ''")]
    [InlineData("echo a\\ b\\;c", "'echo' 'a b;c'")]
    [InlineData("echo 'a'\"b\"c", "'echo' 'abc'")]
    [InlineData("echo '$HOME * ~ # !'", "'echo' '$HOME * ~ # !'")]
    [InlineData("ls >out 2>&1", "'ls' 1>'out' 2>&1")]
    [InlineData("<in sort -u >>out 2> err", "'sort' '-u' 0<'in' 1>>'out' 2>'err'")]
    [InlineData("make 2>&1|tail", "'make' 2>&1 | 'tail'")]
    [InlineData("make >&2&&ls", "'make' 1>&2 && 'ls'")]
    [InlineData("echo a2>f", "'echo' 'a2' 1>'f'")]
    [InlineData("echo '2'>f \\2>g 2 >h", "'echo' '2' '2' '2' 1>'f' 1>'g' 1>'h'")]
    [InlineData("git commit -m 'two\nlines'", "'git' 'commit' '-m' 'two\nlines'")]
    [InlineData("git commit -m \"two\nlines\"", "'git' 'commit' '-m' 'two\nlines'")]
    [InlineData("cat résumé.txt 日本 \\🦞", "'cat' 'résumé.txt' '日本' '🦞'")]
    [InlineData("ls -l a=b --c=d", "'ls' '-l' 'a=b' '--c=d'")]
    [InlineData("printf '%s %5.2f%%' a 1", "'printf' '%s %5.2f%%' 'a' '1'")]
    [InlineData("test -f a && cat a || exit 1", "'test' '-f' 'a' && 'cat' 'a' || 'exit' '1'")]
    public void Parse_UnderstoodLine_IsPrintedQuoted(string line, string printed)
    {
        var parse = Assert.IsType<ShellParse.Understood>(ShellLine.Parse(line));

        Assert.Equal(printed, parse.Print());
        // Printing is a fixed point: an approval shows it, and the launcher parses it again.
        Assert.Equal(printed, Assert.IsType<ShellParse.Understood>(ShellLine.Parse(printed)).Print());
    }

    [Theory]
    [InlineData("", 1, "missing")]
    [InlineData("   ", 1, "missing")]
    [InlineData("; ls", 1, "missing")]
    [InlineData("ls | ", 5, "missing")]
    [InlineData("ls &&", 6, "missing")]
    [InlineData("ls ||| ls", 6, "missing")]
    [InlineData("ls ; ; ls", 6, "missing")]
    [InlineData("ls ;; ls", 4, "case")]
    [InlineData("ls & ls", 4, "background")]
    [InlineData("ls &", 4, "background")]
    [InlineData("ls &> f", 4, "background")]
    [InlineData("ls |& cat", 4, "bash")]
    [InlineData("echo $HOME", 6, "`$`")]
    [InlineData("echo \"$HOME\"", 7, "`$`")]
    [InlineData("echo $'a'", 6, "`$`")]
    [InlineData("echo `id`", 6, "``")]
    [InlineData("echo \"`id`\"", 7, "``")]
    [InlineData("echo *.c", 6, "`*`")]
    [InlineData("echo a?", 7, "`?`")]
    [InlineData("echo [a]", 6, "`[`")]
    [InlineData("echo {a,b}", 6, "`{`")]
    [InlineData("echo ~", 6, "`~`")]
    [InlineData("ls # x", 4, "`#`")]
    [InlineData("! ls", 1, "`!`")]
    [InlineData("(ls)", 1, "`(`")]
    [InlineData("f() ls", 2, "`(`")]
    [InlineData("ls\nrm x", 3, "more than one line")]
    [InlineData("ls \\\nx", 4, "second line")]
    [InlineData("echo \"a\\\nb\"", 8, "second line")]
    [InlineData("ls \\", 4, "backslash")]
    [InlineData("echo 'a", 6, "single quote")]
    [InlineData("echo \"a", 6, "double quote")]
    [InlineData("echo \"a\\\"", 6, "double quote")]
    [InlineData("ls\rrm", 3, "U+000D")]
    [InlineData("echo 'a\u0001'", 8, "U+0001")]
    [InlineData("echo 'a\u007f'", 8, "U+007F")]
    [InlineData("echo 'a\u0085'", 8, "U+0085")]
    [InlineData("ls\u00a0-la", 3, "looks like a space")]
    [InlineData("ls\u3000-la", 3, "looks like a space")]
    [InlineData("ls\u200b-la", 3, "looks like a space")]
    [InlineData("ls\u2028-la", 3, "looks like a space")]
    [InlineData("cat <<E", 5, "here-document")]
    [InlineData("cat <<<x", 5, "here-document")]
    [InlineData("cat <>f", 5, "redirections")]
    [InlineData("cat <&3", 5, "redirections")]
    [InlineData("cat <(ls)", 6, "`(`")]
    [InlineData("ls >|f", 4, "redirections")]
    [InlineData("ls >&f", 4, "only 1 and 2")]
    [InlineData("ls 2>&1x", 4, "only 1 and 2")]
    [InlineData("ls 2>&-", 4, "only 1 and 2")]
    [InlineData("ls 2>&1>f", 4, "only 1 and 2")]
    [InlineData("ls 3>f", 4, "other than 0, 1 and 2")]
    [InlineData("ls 12>f", 4, "other than 0, 1 and 2")]
    [InlineData("ls 0>f", 4, "descriptor 0")]
    [InlineData("ls 1<f", 4, "descriptor other than 0")]
    [InlineData("ls >", 4, "no file")]
    [InlineData("ls > 2>f", 4, "no file")]
    [InlineData("ls > | x", 4, "no file")]
    [InlineData("ls > > > >", 4, "no file")]
    [InlineData("ls > ''", 4, "empty file name")]
    [InlineData("ls > /dev/tcp/10.0.0.1/80", 4, "connection")]
    [InlineData("> f", 1, "without a command")]
    [InlineData("'' a", 1, "empty name")]
    [InlineData("A=b ls", 1, "assigns")]
    [InlineData("ls; _a1+=b", 5, "assigns")]
    [InlineData(">f A=b", 1, "assigns")]
    [InlineData("if", 1, "grammar")]
    [InlineData("ls && 'time' ls", 7, "grammar")]
    [InlineData("\\cd /", 1, "`cd`")]
    [InlineData("e'va'l ls", 1, "`eval`")]
    [InlineData(". ./x", 1, "`.`")]
    [InlineData("ls | read x", 6, "`read`")]
    [InlineData("printf -v PATH x", 1, "option")]
    [InlineData("printf %n PATH", 1, "conversion")]
    [InlineData("printf %5ln PATH", 1, "conversion")]
    [InlineData("test -v 'a[$(id)]'", 1, "-v")]
    [InlineData("\\[ -v 'a[$(id)]' ]", 1, "-v")]
    public void Parse_Opaque_SaysWhyAndWhere(string line, int column, string reason)
    {
        var parse = Assert.IsType<ShellParse.Opaque>(ShellLine.Parse(line));

        Assert.Contains(reason, parse.Reason);
        Assert.Equal(column, parse.Column);
    }

    [Fact]
    public void Parse_Nul_IsOpaque() => Assert.IsType<ShellParse.Opaque>(ShellLine.Parse("echo 'a\0b'"));

    [Fact]
    public void Parse_HalfACharacter_IsOpaque()
    {
        Assert.Contains("half", Assert.IsType<ShellParse.Opaque>(ShellLine.Parse("echo '\ud83e'")).Reason);
        Assert.Contains("half", Assert.IsType<ShellParse.Opaque>(ShellLine.Parse("echo '\udd9e'")).Reason);
    }

    [Fact]
    public void Parse_VeryLong_IsOpaque()
    {
        Assert.IsType<ShellParse.Understood>(ShellLine.Parse(new string('a', ShellLine.MaxLength)));
        Assert.Equal(
            ShellLine.MaxLength + 1,
            Assert.IsType<ShellParse.Opaque>(ShellLine.Parse(new string('a', ShellLine.MaxLength + 1))).Column
        );
        Assert.IsType<ShellParse.Opaque>(ShellLine.Parse("ls " + string.Join(' ', Enumerable.Repeat(">", 8000))));
    }

    [Fact]
    public void Parse_ManyCommands_IsOpaque()
    {
        Assert.IsType<ShellParse.Understood>(ShellLine.Parse(string.Join('|', Enumerable.Repeat("a", ShellLine.MaxCommands))));
        Assert.IsType<ShellParse.Opaque>(ShellLine.Parse(string.Join('|', Enumerable.Repeat("a", ShellLine.MaxCommands + 1))));
    }

    [Fact]
    public void Parse_PublishedVectors_AgreeWithThem()
    {
        foreach (var file in Directory.GetFiles(Vectors.Folder("openclaw-exec"), "*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var test in json.RootElement.GetProperty("cases").EnumerateArray())
            {
                var id = test.GetProperty("id").GetString();
                var parse = ShellLine.Parse(test.GetProperty("command").GetString()!);
                Assert.True(parse is ShellParse.Understood == test.GetProperty("ok").GetBoolean(), id);
                if (parse is ShellParse.Understood understood)
                {
                    Assert.Equal(
                        test.GetProperty("executables").EnumerateArray().Select(e => e.GetString()!),
                        understood.Commands.Select(c => c.Words[0])
                    );
                }
            }
        }
    }
}
