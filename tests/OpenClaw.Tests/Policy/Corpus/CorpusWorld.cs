using System.Runtime.InteropServices;

namespace OpenClaw.Tests.Policy.Corpus;

/// <summary>
/// The home of somebody who runs the gateway, on disk: keys, a configuration, a state directory, and for owners and each stranger a
/// workspace with what a hostile repository brings along: links, a hard link, scripts, and repositories whose configuration names a
/// program.
/// </summary>
internal sealed partial class CorpusWorld(string home)
{
    private const string FilterConfig = "[core]\n\trepositoryformatversion = 0\n[filter \"x\"]\n\tclean = ./evil.sh\n\trequired = true\n";

    public string Home => home;

    public string State => $"{home}/.local/state/openclaw";

    public string ConfigFolder => $"{home}/config";

    public string ConfigFile => $"{ConfigFolder}/openclaw.toml";

    /// <summary>Where the people who are no owners have their workspaces.</summary>
    public string People => $"{home}/claw-people";

    /// <summary>A row's arguments with the paths of this world.</summary>
    public string Fill(AgentCall call, string workspace) =>
        call
            .Arguments.Replace("@HOME@", home)
            .Replace("@STATE@", State)
            .Replace("@CONFIG@", ConfigFile)
            .Replace("@CONFDIR@", ConfigFolder)
            .Replace("@PEOPLE@", People)
            .Replace("@WS@", workspace)
            .Replace("@PID@", Environment.ProcessId.ToString());

    public void Prepare(string config)
    {
        foreach (
            var secret in new[]
            {
                ".ssh/id_ed25519",
                ".ssh/authorized_keys",
                ".aws/credentials",
                ".netrc",
                ".bash_history",
                ".bashrc",
                ".profile",
                "secrets/pi",
                "app/.env",
            }
        )
        {
            Write($"{home}/{secret}", "password\n");
        }
        foreach (var diary in new[] { $"{People}/local%3Aanna/diary.txt", $"{home}/claw/people/local%3Aanna/diary.txt" })
        {
            Write(diary, "dear diary\n");
        }
        Write(ConfigFile, config);
        Directory.CreateDirectory($"{ConfigFolder}/conf.d");
        Write($"{State}/state.db", "");
        Write($"{State}/openclaw.sock", "");
        Write($"{home}/.git/HEAD", "ref: refs/heads/main\n");
    }

    /// <summary>Puts the files of a workspace in place.</summary>
    public void Furnish(string workspace)
    {
        foreach (var (name, text) in Files)
        {
            Write($"{workspace}/{name}", text);
        }
        foreach (var script in new[] { "evil.sh", "run.sh", "script.py", "git", "ls", "df" })
        {
            File.SetUnixFileMode(
                Write($"{workspace}/{script}", "#!/bin/sh\nid\n"),
                UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite
            );
        }
        Repository($"{workspace}/.git", "[core]\n\trepositoryformatversion = 0\n");
        Repository($"{workspace}/notes/repo/.git", "[core]\n\trepositoryformatversion = 0\n");
        Repository(
            $"{workspace}/stranger/docs/fixtures",
            "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = ./evil.sh\n"
        );
        Repository($"{workspace}/filtered/.git", FilterConfig);
        Repository($"{workspace}/included/.git", "[core]\n\trepositoryformatversion = 0\n[include]\n\tpath = ../evil.inc\n");
        File.CreateSymbolicLink($"{workspace}/notes/key-link", $"{home}/.ssh/id_ed25519");
        File.CreateSymbolicLink($"{workspace}/notes/home-link", home);
        File.CreateSymbolicLink($"{workspace}/notes/inner-link", $"{workspace}/notes/list.md");
        Assert.Equal(0, HardLink(ConfigFile, $"{workspace}/notes/config-hard.toml"));
    }

    private static (string Name, string Text)[] Files { get; } =
    [
        ("AGENTS.md", "Be kind.\n"),
        ("Makefile", "all:\n\t./evil.sh\n"),
        ("data.csv", "a,3\nb,4\n"),
        ("report.txt", "total 7\n"),
        ("docs/guide.md", "# Guide\n"),
        ("notes/a.txt", "milk\n"),
        ("notes/list.md", "- milk\n"),
        ("inc.sh", "id\n"),
        ("package.json", """{"scripts":{"build":"./evil.sh"}}"""),
        ("filtered/.gitattributes", "* filter=x\n"),
        ("filtered/evil.sh", "id\n"),
        ("filtered/a.txt", "a\n"),
        ("included/evil.inc", FilterConfig),
        ("included/.gitattributes", "* filter=x\n"),
        ("stranger/docs/fixtures/evil.sh", "id\n"),
        ("backup.tgz", ""),
        (".git/hooks/pre-commit.sample", "#!/bin/sh\n"),
    ];

    private static void Repository(string folder, string config)
    {
        Write($"{folder}/HEAD", "ref: refs/heads/main\n");
        Write($"{folder}/config", config);
        foreach (var part in new[] { "objects", "refs/heads" })
        {
            Directory.CreateDirectory($"{folder}/{part}");
        }
    }

    private static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int HardLink(string from, string to);
}
