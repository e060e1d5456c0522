using OpenClaw.Config.Tables.Policies;
using OpenClaw.Tests.Policy;

namespace OpenClaw.Tests.Tools;

public sealed class SearchToolTests : IAsyncDisposable
{
    private readonly ToolBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Search_TextAndNames_FindsThem()
    {
        _bench["a.md"] = "alpha\nNeedle here\n";
        _bench["sub/b.txt"] = "no\nneedle\n";
        _bench[".git/c"] = "needle";
        File.WriteAllBytes($"{_bench.Workspace}/bin", [.. "needle"u8, 0]);
        Directory.CreateSymbolicLink($"{_bench.Workspace}/loop", _bench.Workspace);
        File.CreateSymbolicLink($"{_bench.Workspace}/passwd", "/etc/passwd");

        Assert.Equal(
            "a.md:2: Needle here\nsub/b.txt:2: needle\n[not looked at: 1 binary (bin)]",
            await _bench.DoesAsync("search", """{"text":"needle"}""")
        );
        Assert.Equal("a.md:2: Needle here", await _bench.DoesAsync("search", """{"text":"needle","files":"*.md"}"""));
        Assert.Equal("sub/b.txt", await _bench.DoesAsync("search", """{"files":"sub/**"}"""));
        Assert.Equal("sub/b.txt", await _bench.DoesAsync("search", """{"files":"**/*.txt"}"""));
        Assert.Equal("sub/b.txt:2: needle", await _bench.DoesAsync("search", """{"text":"needle","path":"sub"}"""));
        Assert.Equal(
            "nothing found in 3 file(s)\n[not looked at: 1 binary (bin)]",
            await _bench.DoesAsync("search", """{"text":"root:"}""")
        );
        Assert.Contains("give 'text'", await _bench.RefusedAsync("search", "{}"));
    }

    [Fact]
    public async Task Search_WhatTheGateCloses_IsNotLookedAt()
    {
        _bench["open"] = "needle";
        _bench["closed/x"] = "needle";
        Directory.CreateDirectory($"{_bench.Folder}/state");
        File.WriteAllText($"{_bench.Folder}/state/state.db", "needle");
        _bench.Rules.Add(PolicySamples.Rule("closed", PolicyAction.Deny, new() { Paths = ["closed/**"] }));

        var inside = await _bench.DoesAsync("search", """{"text":"needle"}""");
        // Out of the workspace a search goes only where a rule with paths leads, and never where the state lies.
        _bench.Rules.Add(
            PolicySamples.Rule(
                "around",
                PolicyAction.Allow,
                new() { Paths = [$"{_bench.Folder}", $"{_bench.Folder}/near/**", $"{_bench.Folder}/state/**"] }
            )
        );
        foreach (var name in new[] { "near", "far" })
        {
            Directory.CreateDirectory($"{_bench.Folder}/{name}");
            File.WriteAllText($"{_bench.Folder}/{name}/f", "needle");
        }

        var around = await _bench.DoesAsync("search", """{"text":"needle","path":".."}""");

        Assert.Contains("near/f:1: needle", around);
        Assert.DoesNotContain("far/", around);
        Assert.Equal("open:1: needle\n[1 file(s) or folder(s) are closed by the policy and were not looked at]", inside);
        Assert.DoesNotContain("state", around.Replace("state/", "?"));
    }

    [Fact]
    public async Task Search_WhatItDidNotLookAt_IsSaidAndANamedFileIsReadWhole()
    {
        _bench["big.log"] = $"{new string('x', 9 << 20)}\nneedle\n";
        _bench["long.json"] = $"{new string('y', 80_000)}needle\n{new string('z', 2 << 20)}needle\n";
        for (var i = 0; i < 5; i++)
        {
            File.WriteAllBytes($"{_bench.Workspace}/p{i}.png", [0x89, (byte)'P', 0]);
        }

        var all = await _bench.DoesAsync("search", """{"text":"needle"}""");

        Assert.StartsWith("long.json:1: ...", all);
        Assert.DoesNotContain("long.json:2", all);
        Assert.EndsWith(
            "[not looked at: 1 larger than 8 MB; search one by its path (big.log); 1 with lines over 1 MB, of which only the beginning was looked at (long.json); 5 binary (p0.png, p1.png, p2.png, ...)]",
            all
        );
        Assert.StartsWith(
            "big.log:2: needle\n[not looked at: 1 with lines over 1 MB",
            await _bench.DoesAsync("search", """{"text":"needle","path":"big.log"}""")
        );
        Assert.Equal(
            "nothing found in 1 file(s)\n[not looked at: 1 binary (p0.png)]",
            await _bench.DoesAsync("search", """{"text":"needle","path":"p0.png"}""")
        );
    }

    [Fact]
    public async Task Search_WhatCannotBeOpened_IsSaid()
    {
        Assert.SkipWhen(Environment.UserName == "root", "root opens everything");
        _bench["shut"] = "needle";
        _bench["folder/in"] = "needle";
        File.SetUnixFileMode($"{_bench.Workspace}/shut", UnixFileMode.None);
        File.SetUnixFileMode($"{_bench.Workspace}/folder", UnixFileMode.None);

        var found = await _bench.DoesAsync("search", """{"text":"needle"}""");
        File.SetUnixFileMode($"{_bench.Workspace}/folder", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Contains("2 unreadable (shut, folder/)", found);
    }

    [Fact]
    public async Task Search_TooMany_IsCut()
    {
        _bench["f"] = string.Concat(Enumerable.Repeat("needle\n", 1000));

        var text = await _bench.DoesAsync("search", """{"text":"needle"}""");

        Assert.EndsWith("[the first 200; search a smaller folder or for more text]", text);
    }
}
