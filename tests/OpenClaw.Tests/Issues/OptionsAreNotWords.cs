using OpenClaw.Config.Tables.Policies;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.Policy;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>
/// Rules of an ordinary configuration gave more than they say: <c>systemctl status *</c> opened ssh with -H, <c>cat notes/*</c> read what
/// lies beside <c>notes</c>, and <c>python3 script.py *</c> ran the script that the model had just written to <c>notes</c>. Real folders
/// and links, the analysis and the gate. </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OptionsAreNotWords : IDisposable
{
    private readonly string _root;
    private readonly string _bin;
    private readonly string _workspace;

    public OptionsAreNotWords()
    {
        _root = RealPath.Of(Directory.CreateTempSubdirectory("openclaw-options-").FullName, "/")!;
        _bin = Directory.CreateDirectory(_root + "/bin").FullName;
        _workspace = Directory.CreateDirectory(_root + "/ws").FullName;
        Directory.CreateDirectory(_workspace + "/notes/sub");
        Directory.CreateDirectory(_root + "/secrets");
        File.WriteAllText(_root + "/secrets/pi", "key");
        File.WriteAllText(_workspace + "/notes/a.txt", "");
        Directory.CreateSymbolicLink(_workspace + "/notes/out", _root + "/secrets");
        Directory.CreateSymbolicLink(_workspace + "/notes/aside", "../other");
        Directory.CreateSymbolicLink(_workspace + "/notes/in", "sub");
        Directory.CreateDirectory(_workspace + "/other");
        Directory.CreateDirectory(_workspace + "/http:");
        Directory.CreateSymbolicLink(_workspace + "/http:/x", _root + "/secrets");
        foreach (var name in new[] { "systemctl", "cat", "python3", "make", "tool", "nohup", "env", "xargs", "echo" })
        {
            Program(_bin + "/" + name);
        }
        Program(_workspace + "/build.sh");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("systemctl status *", "", "systemctl status ssh", true)]
    [InlineData("systemctl status *", "", "systemctl status -Hroot@host", false)]
    [InlineData("systemctl status *", "", "systemctl status '-Hroot@host'", false)]
    [InlineData("systemctl status *", "", "systemctl status --host=root@host", false)]
    [InlineData("systemctl status **", "", "systemctl status ssh -H root@host", false)]
    [InlineData("cat notes/*", "", "cat notes/a.txt", true)]
    [InlineData("cat notes/*", "", "cat notes/new.txt", true)]
    [InlineData("cat notes/*", "", "cat notes/../../secrets/pi", false)]
    [InlineData("cat notes/*", "", "cat notes/sub/../../../secrets/pi", false)]
    [InlineData("cat notes/*", "", "cat notes/sub/../a.txt", true)]
    [InlineData("cat notes/*", "", "cat notes/out/pi", false)]
    [InlineData("cat notes/*", "", "cat notes/aside/x", false)]
    [InlineData("cat notes/*", "", "cat notes/in/x", true)]
    [InlineData("cat notes/*", "", "cat notes/in/../a.txt", true)]
    // The parent of where a link leads, as the kernel has it.
    [InlineData("cat notes/*", "", "cat notes/aside/../notes/a.txt", true)]
    [InlineData("cat notes/*", "", "cat notes/aside/../build.sh", false)]
    [InlineData("cat *", "", "cat notes/out/pi", false)]
    [InlineData("cat *", "", "cat notes/aside/x", true)]
    [InlineData("cat **", "", "cat notes/a.txt notes/out/pi", false)]
    [InlineData("cat -**", "", "cat -n notes/out/pi", false)]
    [InlineData("cat *.txt", "", "cat notes/out/pi.txt", false)]
    [InlineData("tool --file=notes/*", "", "tool --file=notes/out/pi", false)]
    [InlineData("tool --file=*", "", "tool --file=notes/out/pi", false)]
    [InlineData("tool --file=*", "", "tool --file=notes/a.txt", true)]
    [InlineData("tool -fnotes/*", "", "tool -fnotes/out/pi", false)]
    [InlineData("tool if=notes/*", "", "tool if=notes/out/pi", false)]
    [InlineData("tool @notes/*", "", "tool @notes/out/pi", false)]
    [InlineData("tool to:*", "", "tool to:notes/out/pi", false)]
    [InlineData("tool to:*", "", "tool to:notes/a.txt", true)]
    [InlineData("tool *", "", "tool https://example.org/x/../y", true)]
    [InlineData("tool http://*", "", "tool http://x/pi", false)]
    [InlineData("tool http://*", "", "tool http://y/pi", true)]
    [InlineData("cat notes/out/pi", "", "cat notes/out/pi", true)]
    // Where it was written for.
    [InlineData("python3 script.py *", "", "python3 script.py a", true)]
    [InlineData("python3 script.py *", "notes", "python3 script.py a", false)]
    [InlineData("make **", "", "make test", true)]
    [InlineData("make **", "notes", "make test", false)]
    [InlineData("make", "notes", "make", false)]
    [InlineData("./build.sh", "", "./build.sh", true)]
    [InlineData("./build.sh", "notes", "../build.sh", false)]
    [InlineData("tool -v", "notes", "tool -v", true)]
    // What another program runs is held by the same words.
    [InlineData("nohup **;cat notes/*", "", "nohup cat notes/a.txt", true)]
    [InlineData("nohup **;cat notes/*", "", "nohup cat notes/../../secrets/pi", false)]
    [InlineData("xargs **;cat **", "", "xargs cat", false)]
    [InlineData("xargs **;echo **", "", "xargs echo", false)]
    [InlineData("xargs **;echo -**", "", "xargs echo", true)]
    public void Leave_IsWhatTheRuleSays(string patterns, string folder, string line, bool allowed) =>
        Assert.Equal(allowed, Decide([.. patterns.Split(';')], [], folder, line) == PolicyAction.Allow);

    [Theory]
    [InlineData("**", "notes", true)]
    [InlineData("notes", "notes", true)]
    [InlineData("notes", "notes/in", false)]
    [InlineData("notes/sub", "notes/in", true)]
    [InlineData("other", "notes", false)]
    public void Cwd_IsTheRealFolder(string cwd, string folder, bool allowed) =>
        Assert.Equal(allowed, Decide(["make **"], [cwd], folder, "make test") == PolicyAction.Allow);

    [Theory]
    [InlineData("cat notes/*", "cat notes/../../secrets/pi")]
    [InlineData("cat notes/*", "cat notes/out/pi")]
    [InlineData("systemctl status *", "systemctl status -Hroot@host")]
    [InlineData("make **", "make -C notes test")]
    public void Denial_TakesWhatLeaveDoesNot(string pattern, string line)
    {
        var policy = PolicyOf([Default("*", PolicyAction.Allow)], Rule("r", PolicyAction.Deny, new RuleMatch { Commands = [pattern] }));

        Assert.Equal(PolicyAction.Deny, Gate.Decide(Set(policy), CallOf("notes", line)).Action);
    }

    private PolicyAction Decide(EquatableArray<string> commands, EquatableArray<string> cwd, string folder, string line)
    {
        // Only commands are looked at: what the files say for themselves is another rule's.
        var rule = Rule("r", PolicyAction.Allow, new RuleMatch { Commands = commands, WorkingDirectories = cwd });
        var policy = PolicyOf([Default("*", PolicyAction.Ask)], rule);
        var call = CallOf(folder, line);
        return Gate.Decide(
            Set(policy),
            call with
            {
                Effects = [.. call.Effects.Where(static e => e is Effect.Command or Effect.OpaqueLine)],
            }
        ).Action;
    }

    private CallContext CallOf(string folder, string line)
    {
        var real = RealPath.Of(folder.Length == 0 ? "." : folder, _workspace)!;
        return Call("exec", [.. LineAnalyzer.Analyze(line, real, [_bin]).Effects]) with
        {
            Workspace = _workspace,
            Binding = new CallBinding(real, [], []),
        };
    }

    private static void Program(string path)
    {
        File.WriteAllText(path, "#!/bin/sh\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
