using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs;

namespace OpenClaw.Tests.Policy.Programs;

/// <summary>What the tables say of whole command lines: files read (&lt;) and written (&gt;), hosts (@), or that it cannot be told
/// (?).</summary>
public sealed class ProgramReadingTests
{
    [Theory]
    [InlineData("sort a b", "<a <b")]
    [InlineData("sort a -o b", "<a >b")]
    [InlineData("sort -rob a", ">b <a")]
    [InlineData("sort -- -o b", "<-o <b")]
    [InlineData("sort --out=b - a", ">b <a")]
    [InlineData("sort --compress-program=x a", "?")]
    [InlineData("sort --comp x a", "?")]
    [InlineData("sort --c a", "?")]
    [InlineData("sort --files0-from=a", "?")]
    [InlineData("sort --new-thing a", "?")]
    [InlineData("tee -a x y", ">x >y")]
    [InlineData("tee -", ">-")]
    [InlineData("sed 'b end;w new' a", ">new <a")]
    [InlineData("sed ':a;N;$!ba;s/x/y/' a", "<a")]
    [InlineData("zip a.zip b -lf log", ">log.log >a.zip <b")]
    [InlineData("find . -fprint -", "<. >-")]
    [InlineData("sed 'w -' -", ">-")]
    [InlineData("zip -O out a b", ">out.zip >a.zip <b")]
    [InlineData("tar czf - d", "<d")]
    [InlineData("tee --append=x y", "?")]
    [InlineData("grep -rn x a b", "<a <b")]
    [InlineData("grep a -e x b", "<a <b")]
    [InlineData("grep -f p a", "<p <a")]
    [InlineData("grep -rfp a", "<p <a")]
    [InlineData("grep -R x .", "?")]
    [InlineData("grep -5 x a", "<a")]
    [InlineData("grep --incl='*.c' --color x a", "<a")]
    [InlineData("sed -n 1,5p a", "<a")]
    [InlineData("sed s/a/b/g a", "<a")]
    [InlineData("sed 's/[[:space:]]*$//; /x/!d' a", "<a")]
    [InlineData("sed -i.bak s/a/b/ a", "<a >a >a.bak")]
    [InlineData("sed -i s/a/b/ a", "<a >a")]
    [InlineData("sed -i/tmp/* s/a/b/ a", "<a >a ?")]
    [InlineData("sed 's/a/b/e' a", "<a ?")]
    [InlineData("sed 's/a/b/w out' a", ">out <a")]
    [InlineData("sed '1e id' a", "<a ?")]
    [InlineData("sed 'w out' a", ">out <a")]
    [InlineData("sed 'r in' a", "<in <a")]
    [InlineData("sed -e p -f script a", "?")]
    [InlineData("sed 's/[/]/x/;s/b/c/e' a", "<a ?")]
    [InlineData("sed '/x/{s/a/b/;p}' a", "<a")]
    [InlineData("sed 'y/abc/xyz/;$!N' a", "<a")]
    [InlineData("awk '{print $1}' a", "<a")]
    [InlineData("awk -F: '$3 > 100 {print $1, length($2)}' a", "<a")]
    [InlineData("awk 'BEGIN{system(\"id\")}'", "?")]
    [InlineData("awk '{print > \"x\"}' a", "<a ?")]
    [InlineData("awk '{print | \"sh\"}' a", "<a ?")]
    [InlineData("awk '/a|b/ && NR/2 > 1' a", "<a")]
    [InlineData("awk '\"id\" | getline' a", "<a ?")]
    [InlineData("awk 'if (x) /\"/; system(\"id\"); /\"/' a", "<a ?")]
    [InlineData("awk 'x++ / 2; system(\"id\") / 3' a", "<a ?")]
    [InlineData("awk -v ARGV=x 1 a", "<a ?")]
    [InlineData("awk -f prog a", "?")]
    [InlineData("awk 1 x=2 a", "<x=2 <a")]
    [InlineData("awk '@load \"x\"'", "?")]
    [InlineData("find . -name '*.c' -print", "<.")]
    [InlineData("find", "<.")]
    [InlineData("find a b -type f -newer c -delete", "<a <b <c >a >b")]
    [InlineData("find . -newermt 2020-01-01", "<.")]
    [InlineData("find . -fprint out -fprintf o2 %p", "<. >out >o2")]
    [InlineData("find . -fls out", "<. >out")]
    [InlineData("find . -name -exec -exec rm {} ;", "<. ?")]
    [InlineData("find -L .", "<. ?")]
    [InlineData("find . -files0-from x", "<. ?")]
    [InlineData("find . -exec rm {} ; -fprint x", "<. >x")]
    [InlineData("tar xzf a.tgz", "<a.tgz >. ?")]
    [InlineData("tar -xzf a.tgz -C d", "<d <a.tgz >d ?")]
    [InlineData("tar czf a.tgz b c", ">a.tgz <b <c")]
    [InlineData("tar cfz a.tgz b", ">a.tgz <b")]
    [InlineData("tar cf a -C d b -C e c", "<d <d/e >a <d/b <d/e/c")]
    [InlineData("tar tf a", "<a")]
    [InlineData("tar xf a -O", "<a")]
    [InlineData("tar xf a --to-comm=id", "?")]
    [InlineData("tar xf a -I id", "?")]
    [InlineData("tar xfI a id", "?")]
    [InlineData("tar cf a b --checkpoint-action=exec=id", "?")]
    [InlineData("tar cf a b --checkpoint=1", ">a <b")]
    [InlineData("tar cf h:a b", "<b ?")]
    [InlineData("tar xf a --rmt-command=id", "?")]
    [InlineData("tar xf a -F id", "?")]
    [InlineData("tar cf a -T list", "?")]
    [InlineData("tar cf a --remove-files b", ">a <b >b")]
    [InlineData("tar -c -x -f a", "<a >. ?")]
    [InlineData("curl https://example.com/x", "@example.com")]
    [InlineData("curl -sSo out example.com:8080/x", "@example.com:8080 >out")]
    [InlineData("curl -O https://example.com/x/y?z", "@example.com >y")]
    [InlineData("curl -L https://example.com/", "@* @example.com")]
    [InlineData("curl -d @f -T g https://u:p@h/", "@h <f <g")]
    [InlineData("curl -d x=1 https://h/", "@h")]
    [InlineData("curl -F 'a=@f;type=text/plain' https://h/", "@h <f")]
    [InlineData("curl -K conf https://h/", "?")]
    [InlineData("curl --unix-socket s http://h/", "?")]
    [InlineData("curl file:///etc/passwd", "</etc/passwd")]
    [InlineData("curl -T a/b file:///x/c", "<a/b </x/c >/x/c")]
    [InlineData("curl file://localhost/x/ --upload-file a/b", "<a/b </x/ >/x/b")]
    [InlineData("curl -T - file:///x/c", "</x/c >/x/c")]
    [InlineData("curl file:/etc/passwd", "?")]
    [InlineData("curl http:/h/", "?")]
    [InlineData("curl 'http://{a,b}/'", "?")]
    [InlineData("curl http://[::1]:80/", "@[::1]:80")]
    [InlineData("curl --output-dir d -o f http://h/", "@h >d/f")]
    [InlineData("curl -OJ http://h/x", "@h >x ?")]
    [InlineData("curl -x p:1 http://h/", "@p:1 @h")]
    [InlineData("curl --resolve h:80:1.2.3.4 http://h/", "?")]
    [InlineData("env -C d ls", "<d")]
    [InlineData("env --split=x", "?")]
    [InlineData("xargs -a f rm -o", "<f")]
    [InlineData("git status -sb", "")]
    [InlineData("git -c core.pager=x status", "?")]
    [InlineData("git --config-env=a=b status", "?")]
    [InlineData("git --exec-path=x status", "?")]
    [InlineData("git -C d --git-dir=g --work-tree w status", "<d <d/g <d/w")]
    [InlineData("git grep -Ovi x", "?")]
    [InlineData("git grep -n x src", "<x <src")]
    [InlineData("git diff --ext-diff", "?")]
    [InlineData("git diff --output=x HEAD", ">x <HEAD")]
    [InlineData("git log --output=x -5 --oneline", ">x")]
    [InlineData("git archive -o x.zip HEAD", ">x.zip")]
    [InlineData("git archive --exec=x HEAD", "?")]
    [InlineData("git ls-remote --upload-pack=x h:y", "?")]
    [InlineData("git ls-remote h:y", "@h")]
    [InlineData("git clone -u x h:y", "?")]
    [InlineData("git clone https://h/x/y.git", "@h >y")]
    [InlineData("git clone https://h/x/y.git d", "@h >d")]
    [InlineData("git clone a/b d", "<a/b <a/b.git <a/b.bundle >d")]
    [InlineData("git fetch ext::sh", "?")]
    [InlineData("git commit -am x", "")]
    [InlineData("git commit -F f", "<f")]
    [InlineData("git config user.name", "")]
    [InlineData("git config user.name x", "?")]
    [InlineData("git st", "?")]
    [InlineData("git rebase -x id main", "?")]
    [InlineData("git submodule foreach id", "?")]
    [InlineData("git --version", "")]
    [InlineData("rsync -a a b/", "<a >b/ ?")]
    [InlineData("rsync -avz a h:b", "<a @h")]
    [InlineData("rsync -e x a b", "?")]
    [InlineData("rsync -ave x a b", "?")]
    [InlineData("rsync --rsync-path=x a h:b", "?")]
    [InlineData("rsync a rsync://h:1/b", "<a @h:1")]
    [InlineData("rsync --log-file=l a b", ">l <a >b")]
    [InlineData("ssh h uptime -x", "@h")]
    [InlineData("ssh -p 22 u@h", "@h:22")]
    [InlineData("ssh h -p 22", "@h:22")]
    [InlineData("ssh -oProxyCommand=x h", "?")]
    [InlineData("ssh -o BatchMode=yes h", "@h")]
    [InlineData("ssh h -o ProxyCommand=x", "?")]
    [InlineData("ssh -F f h", "?")]
    [InlineData("ssh -L 1:2:3 h", "?")]
    [InlineData("scp a h:b", "<a @h")]
    [InlineData("scp -P 22 h:a b", "@h >b")]
    [InlineData("scp -S x a h:b", "?")]
    [InlineData("zip -r a.zip b", ">a.zip <b ?")]
    [InlineData("zip a.zip b -TT x", "?")]
    [InlineData("zip -u a.zip", ">a.zip ?")]
    [InlineData("zip -m -2f a.zip", ">a.zip ?")]
    [InlineData("zip -FS a.zip", ">a.zip ?")]
    [InlineData("zip -u a.zip b", ">a.zip <b")]
    [InlineData("zip -gA7 new b", "?")]
    [InlineData("zip -rT a.zip b --unzip-command=x", "?")]
    [InlineData("unzip -o a.zip -d d", "<a.zip >d ?")]
    [InlineData("unzip -l a.zip", "<a.zip")]
    [InlineData("unzip a.zip", "<a.zip >. ?")]
    [InlineData("less -N a", "<a")]
    [InlineData("less +!id a", "?")]
    [InlineData("less -oout a", "?")]
    [InlineData("less --lesskey-src=x a", "?")]
    [InlineData("man ls", "")]
    [InlineData("man -l a", "<a ?")]
    [InlineData("man ./a", "<./a ?")]
    [InlineData("man -P id ls", "?")]
    [InlineData("man -Hid ls", "?")]
    [InlineData("man --html=id ls", "?")]
    [InlineData("man -X ls", "?")]
    [InlineData("make -C d test", "<d <d/GNUmakefile <d/makefile <d/Makefile")]
    [InlineData("make -f x", "<x")]
    [InlineData("make CC=id", "<GNUmakefile <makefile <Makefile ?")]
    [InlineData("make --eval=x", "<GNUmakefile <makefile <Makefile ?")]
    [InlineData("systemctl status ssh", "")]
    [InlineData("systemctl -H h status", "?")]
    [InlineData("systemctl status -Hh", "?")]
    [InlineData("systemctl --host=h status", "?")]
    [InlineData("systemctl -M m status", "?")]
    [InlineData("journalctl -u ssh -n 50 --no-pager", "")]
    [InlineData("journalctl --vacuum-size=1", "?")]
    [InlineData("journalctl --rotate", "?")]
    [InlineData("journalctl --cursor-file=x", "<x >x")]
    [InlineData("tar cf a --no-quote-chars -V '--to-command=id'", "?")]
    [InlineData("tar cf a --no-quote-chars -V b", ">a <b")]
    [InlineData("tar cf a --hole-detection -V --to-command=id", "?")]
    [InlineData("tar cf a --pax-option=x b", "?")]
    [InlineData("tar xOf a", "<a")]
    [InlineData("awk '{print 1,\n2 > \"x\"}' a", "<a ?")]
    [InlineData("awk '{print 1 &&\n2 > \"x\"}' a", "<a ?")]
    [InlineData("awk '{print 1 ||\n2 > \"x\"}' a", "<a ?")]
    [InlineData("awk '{print $1\nif ($2 > 3) x = 1}' a", "<a")]
    [InlineData("awk '{x = 5./2; system(c); y = 1/2}' a", "<a ?")]
    [InlineData("awk '{x = 5./2}' a", "<a")]
    [InlineData("awk '{case /2; system(c); y = 1/2}' a", "<a ?")]
    [InlineData("awk '{x = SYMTAB[c]}' a", "<a ?")]
    [InlineData("awk 'BEGIN{FUNCTAB[1]}' a", "<a ?")]
    [InlineData("awk '/system/' a", "<a ?")]
    [InlineData("awk '/a|b/ {print $1}' a", "<a")]
    [InlineData("awk '/print|x/' a", "<a ?")]
    [InlineData("awk -v SYMTAB=x 1 a", "<a ?")]
    [InlineData("curl --output-dir d -o f http://h/ --next http://h/", "?")]
    [InlineData("curl http://h/ -: http://h/", "?")]
    [InlineData("curl -b f http://h/", "@h <f")]
    [InlineData("curl -b @f=1 http://h/", "@h <f=1")]
    [InlineData("curl -b a=1 http://h/", "@h")]
    [InlineData("curl --alt-svc f http://h/", "?")]
    [InlineData("curl --hsts f http://h/", "?")]
    [InlineData("curl --netrc-file f http://h/", "?")]
    [InlineData("curl --interface x http://h/", "?")]
    [InlineData("curl --doh-url https://d/ http://h/", "?")]
    [InlineData("man -M a:/outside ls", "?")]
    [InlineData("zip -ry a.zip b", ">a.zip <b")]
    [InlineData("zip -r --symlinks a.zip b", ">a.zip <b")]
    [InlineData("zip --recurse-paths a.zip b", ">a.zip <b ?")]
    [InlineData("unzip -p a.zip", "<a.zip")]
    [InlineData("rsync -a --no-links a b/", "<a >b/")]
    [InlineData("rsync -a --safe-links a b/", "<a >b/")]
    [InlineData("rsync --no-links -a a b/", "<a >b/ ?")]
    [InlineData("rsync -rl a b/", "<a >b/ ?")]
    [InlineData("rsync -r --compress-threads=2 --zt 2 a b/", "<a >b/")]
    [InlineData("ssh -o UserKnownHostsFile=~/x h", "@h ?")]
    [InlineData("ssh -o UserKnownHostsFile=%d/x h", "@h ?")]
    [InlineData("ssh -i '~/k' h", "@h ?")]
    [InlineData("ssh -i k h", "@h <k")]
    [InlineData("scp -i %d/k a h:b", "<a @h ?")]
    [InlineData("scp -o IdentityFile=~/k a h:b", "<a @h ?")]
    [InlineData("sed 's/[^/]*$//' a", "<a")]
    [InlineData("sed 's/[^/]*$//e' a", "<a ?")]
    [InlineData("sed '# what it does\ns/a/b/' a", "<a")]
    [InlineData("sed '# x\ne id' a", "<a ?")]
    [InlineData("less --long-prompt --quiet a", "<a")]
    [InlineData("sed 'y,[,],;e id #,p' a", "<a ?")]
    [InlineData("sed 'y/[/]/;w new' a", ">new <a")]
    [InlineData("sed 'y/abc/x[z/' a", "<a")]
    [InlineData("xargs --process-slot-var=PATH echo", "?")]
    [InlineData("xargs --process-slot-var PATH echo", "?")]
    [InlineData("man -Tascii/../../d ls", "?")]
    [InlineData("man -m ../../x ls", "?")]
    [InlineData("man --locale=../x ls", "?")]
    [InlineData("man -Tutf8 -L de -S 1:3 ls", "")]
    [InlineData("curl --url @h", "?")]
    [InlineData("curl -w @f https://h/", "@h <f ?")]
    [InlineData("curl -w %{http_code} https://h/", "@h")]
    [InlineData("curl -E pkcs11:x https://h/", "@h ?")]
    [InlineData("curl --key PKCS11:x https://h/", "@h ?")]
    [InlineData("curl --key-type ENG https://h/", "@h ?")]
    [InlineData("curl --key-type pem --key k https://h/", "@h <k")]
    [InlineData("tar cf a -L 10 b", "?")]
    [InlineData("tar c --tape-length=10 b", "?")]
    [InlineData("zip -FF a.zip --out b.zip", ">b.zip >a.zip ?")]
    [InlineData("ssh -K h", "?")]
    [InlineData("ssh -o 'UserKnownHostsFile=\t/x' h", "@h ?")]
    [InlineData("ssh -o 'IdentityFile=\t/x' h", "@h ?")]
    [InlineData("scp -T h:a b", "?")]
    [InlineData("git log --pretty=%GG", "?")]
    [InlineData("git log --format=%h-%+GK", "?")]
    [InlineData("git log --format=%h", "")]
    [InlineData("git branch --format '%(signature)'", "?")]
    [InlineData("git config --includes -f a -l", "?")]
    [InlineData("git ls-files -o --exclude-per-directory=a", "?")]
    [InlineData("git format-patch --suffix=/../../x HEAD", "?")]
    [InlineData("git fetch a/b", "<a/b <a/b.git <a/b.bundle")]
    [InlineData("systemctl --user restart a.service", "")]
    [InlineData("systemctl --user link ./a", "?")]
    [InlineData("systemctl --user enable /a/b.service", "?")]
    [InlineData("systemctl --user enable b.service", "")]
    [InlineData("systemctl edit a", "?")]
    [InlineData("systemctl --user set-environment LD_PRELOAD=a", "?")]
    [InlineData("systemctl", "")]
    [InlineData("cp a b", "<a >b >b/a")]
    [InlineData("cp -r a/b c", "<a/b >c >c/b")]
    [InlineData("cp -t d a", "<a >d >d/a")]
    [InlineData("cp -rL a b", "<a >b >b/a ?")]
    [InlineData("mv a b", "<a >a >b >b/a")]
    [InlineData("ln -s a b", "<a >b >b/a")]
    [InlineData("ln -s x/a", "<x/a >./a")]
    [InlineData("install -d a b", ">a >b")]
    [InlineData("install -s a b", "?")]
    [InlineData("install --strip-program=x a b", "?")]
    [InlineData("dd if=a of=b bs=1", "<a >b")]
    [InlineData("dd of=b what=a", ">b ?")]
    [InlineData("touch -r a b", "<a >b")]
    [InlineData("mkdir -p a/b", ">a/b")]
    [InlineData("truncate -s 0 a", ">a")]
    [InlineData("rm -rf a", ">a")]
    [InlineData("split -l 3 a b", "<a >baa")]
    [InlineData("split --filter=x a", "?")]
    [InlineData("chmod +x a", ">+x >a")]
    public void Line_IsReadAsItsProgramReadsIt(string line, string expected)
    {
        var reading = ProgramTables.Read(new Effect.Command([.. Words(line)], null));

        Assert.NotNull(reading);
        var why = reading.Why is null ? "" : "?";
        // Hosts and files come from lists of their own, so only what is in them counts and not which is first.
        Assert.Equal(
            Sorted(expected),
            Sorted(
                string.Join(
                    ' ',
                    [.. reading.Files.Select(f => (f.Writes ? ">" : "<") + f.Path), .. reading.Hosts.Select(h => "@" + h), why]
                ),
                why.Length > 0 && expected == "?"
            )
        );
    }

    [Fact]
    public void Unlisted_Option_IsNamedWithItsTable() =>
        Assert.Equal(
            "tar --quux is not among the options of tar(1), GNU tar 1.34 that are known to be harmless",
            ProgramTables.Read(new Effect.Command(["tar", "--quux"], null))!.Why
        );

    [Fact]
    public void AnyWords_AreReadToTheirEnd()
    {
        string[] words =
        [
            "-",
            "--",
            "-x",
            "-f",
            "a",
            "--to-command",
            "-e",
            "s/a",
            "{",
            "'",
            "-o",
            "=",
            "+",
            ":",
            "h:",
            "-C",
            "",
            "@",
            "--=",
            "-=",
            "(",
            "-exec",
            ";",
            "/",
            "\\",
            "[",
            "-1",
            "c",
            "status",
        ];
        foreach (var name in ProgramTables.All.SelectMany(p => p.Table.Names))
        {
            for (var seed = 0; seed < 300; seed++)
            {
                var random = new Random(seed);
                ProgramTables.Read(
                    new Effect.Command([name, .. Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)])], null)
                );
            }
        }
    }

    // When it cannot be told, what was found before counts only where the row writes it out.
    private static string Sorted(string text, bool onlyUnclear = false) =>
        onlyUnclear ? "?" : string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    // Blanks between words, single quotes around what has blanks in it.
    private static IEnumerable<string> Words(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            var quoted = line[at] == '\'';
            var end = line.IndexOf(quoted ? '\'' : ' ', at + 1);
            if (end < 0)
            {
                end = line.Length;
            }
            yield return quoted ? line[(at + 1)..end] : line[at..end].Replace("'", "");
            at = quoted ? end + 1 : end;
        }
    }
}
