namespace OpenClaw.Tests.Build;

/// <summary>
/// <c>build.sh</c> never goes on with a stale executable: a compile that failed ends every verb, and what is not in place is not recorded
/// as made. </summary>
[Trait("Load", "heavy")]
public sealed class BuildScriptTests : IDisposable
{
    private readonly ScratchCheckout _checkout = new();

    public static TheoryData<string, string> VerbsAndFailures
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var verb in new[] { "build", "test", "demo", "run", "bench", "crash", "install" })
            {
                foreach (var failure in new[] { "fails", "leaves nothing", "no dotnet" })
                {
                    data.Add(verb, failure);
                }
            }

            return data;
        }
    }

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [MemberData(nameof(VerbsAndFailures))]
    public async Task Verb_WhoseCompileFails_EndsThere(string verb, string failure)
    {
        if (failure == "no dotnet")
        {
            _checkout.RemoveDotnet();
        }

        var result = await _checkout.RunAsync(verb, failure);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("build.sh: ", result.Stderr);
        Assert.Equal(failure != "no dotnet", _checkout.Dotnet.Any(call => call.StartsWith("publish ")));
        Assert.Empty(_checkout.Ran);
        Assert.Equal(_checkout.OlderExecutable, _checkout.Read("dist/openclaw"));
        Assert.Equal(ScratchCheckout.OlderMade, _checkout.Read(ScratchCheckout.Made));
        Assert.False(Path.Exists(_checkout.Installed));
    }

    [Theory]
    [InlineData("demo", "demo ")]
    [InlineData("run --verbose", "newer run -c openclaw.toml --verbose")]
    [InlineData("bench", "dotnet run")]
    [InlineData("crash --sample 1", "dotnet run")]
    [InlineData("test", "dotnet test")]
    public async Task Verb_WhoseCompileWorks_GoesOnWithTheNewExecutable(string verb, string ran)
    {
        var result = await _checkout.RunAsync(verb);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith(ran, Assert.Single(_checkout.Ran));
        Assert.Contains("newer", _checkout.Read("dist/openclaw"));
        Assert.NotEqual(ScratchCheckout.OlderMade, _checkout.Read(ScratchCheckout.Made));
    }

    [Fact]
    public async Task Build_ForAnotherMachine_LiesBesideThisMachinesOwn()
    {
        foreach (var stub in new[] { "clang", "ld.lld" })
        {
            _checkout.AddProgram(stub, "exit 0");
        }
        _checkout.AddProgram("mmdebstrap", "for root in \"$@\"; do :; done; mkdir -p \"$root\"; echo \"mmdebstrap $*\" >> \"$DOTNET_LOG\"");

        var result = await _checkout.RunAsync($"build --rid {ScratchCheckout.OtherRid}");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith($"dist/openclaw-{ScratchCheckout.OtherRid}: ", result.Stdout);
        Assert.Contains("newer", _checkout.Read($"dist/openclaw-{ScratchCheckout.OtherRid}"));
        Assert.Equal(_checkout.OlderExecutable, _checkout.Read("dist/openclaw"));
        Assert.Equal(ScratchCheckout.OlderMade, _checkout.Read(ScratchCheckout.Made));
        var publish = Assert.Single(_checkout.Dotnet, call => call.StartsWith("publish "));
        Assert.Contains($"-r {ScratchCheckout.OtherRid} ", publish);
        Assert.Contains("-p:SysRoot=", publish);

        // The second time there is nothing to unpack and nothing to compile.
        Assert.Equal(0, (await _checkout.RunAsync($"build --rid {ScratchCheckout.OtherRid}")).ExitCode);
        Assert.Single(_checkout.Dotnet, call => call.StartsWith("publish "));
        Assert.Single(_checkout.Dotnet, call => call.StartsWith("mmdebstrap "));
    }

    [Fact]
    public async Task Build_WhoseSysrootFails_EndsThereAndUnpacksItAgain()
    {
        foreach (var stub in new[] { "clang", "ld.lld" })
        {
            _checkout.AddProgram(stub, "exit 0");
        }
        _checkout.AddProgram("mmdebstrap", "echo 'no route to the archive' >&2; exit 1");

        var result = await _checkout.RunAsync($"build --rid {ScratchCheckout.OtherRid}");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("no route to the archive", result.Stderr);
        Assert.Contains("could not be unpacked", result.Stderr);
        Assert.DoesNotContain(_checkout.Dotnet, call => call.StartsWith("publish "));
    }

    [Theory]
    [InlineData("linux-arm")]
    [InlineData("win-x64")]
    [InlineData("linux-musl-x64")]
    public async Task Build_ForAMachineThatHasNoBuild_SaysWhichThereAre(string rid)
    {
        var result = await _checkout.RunAsync($"build --rid {rid}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("there is a build for linux-x64 and linux-arm64", result.Stderr);
        Assert.Empty(_checkout.Dotnet);
    }

    [Fact]
    public async Task Format_AfterTheExampleChanged_CopiesItUntilTheUserEdits()
    {
        _checkout.Write("openclaw.toml", "a = 1\n");
        _checkout.Write(ScratchCheckout.Example, "a = 1\n");
        await _checkout.CommitAsync();

        _checkout.Append(ScratchCheckout.Example, "b = 2\n");
        Assert.Equal(0, (await _checkout.RunAsync("format --check")).ExitCode);
        Assert.Equal("a = 1\n", _checkout.Read("openclaw.toml"));
        Assert.Equal(0, (await _checkout.RunAsync("format")).ExitCode);
        Assert.Equal("a = 1\nb = 2\n", _checkout.Read("openclaw.toml"));

        // A second time before the commit: what differs from the commit is the copy, and not the user's.
        _checkout.Append(ScratchCheckout.Example, "c = 3\n");
        await _checkout.RunAsync("format");
        Assert.Equal("a = 1\nb = 2\nc = 3\n", _checkout.Read("openclaw.toml"));

        _checkout.Append("openclaw.toml", "# mine\n");
        _checkout.Append(ScratchCheckout.Example, "d = 4\n");
        Assert.Equal(0, (await _checkout.RunAsync("format")).ExitCode);
        Assert.Equal("a = 1\nb = 2\nc = 3\n# mine\n", _checkout.Read("openclaw.toml"));
    }

    [Fact]
    public async Task Format_OfAFolderThatIsNoRepository_LeavesTheCopyAlone()
    {
        var before = _checkout.Read("openclaw.toml");

        Assert.Equal(0, (await _checkout.RunAsync("format")).ExitCode);
        Assert.Equal(before, _checkout.Read("openclaw.toml"));
    }

    [Fact]
    public async Task Run_AfterTheUserEditedHisCopy_CompilesNothing()
    {
        await _checkout.RunAsync("build");
        _checkout.Append("openclaw.toml", "# mine\n");

        await _checkout.RunAsync("run");

        Assert.Single(_checkout.Dotnet, call => call.StartsWith("publish "));
        Assert.Equal(["newer run -c openclaw.toml"], _checkout.Ran);
    }

    [Fact]
    public async Task Run_AfterTheExampleChanged_CompilesIt()
    {
        await _checkout.RunAsync("build");
        _checkout.Append(ScratchCheckout.Example, "# another default\n");

        await _checkout.RunAsync("run");

        Assert.Equal(2, _checkout.Dotnet.Count(call => call.StartsWith("publish ")));
    }

    [Fact]
    public async Task Install_TakesTheExampleAndNotTheUsersCopy()
    {
        _checkout.Append("openclaw.toml", "# mine\n");

        var result = await _checkout.RunAsync("install");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            _checkout.Read(ScratchCheckout.Example),
            await File.ReadAllTextAsync(
                Path.Combine(_checkout.Installed, "etc/openclaw/openclaw.toml"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Install_OverAUnitOfBefore_SaysToRestartTheService()
    {
        Assert.Contains("then:  systemctl enable --now openclaw", (await _checkout.RunAsync("install")).Stdout);
        Assert.Contains("then:  systemctl daemon-reload && systemctl restart openclaw", (await _checkout.RunAsync("install")).Stdout);
    }

    [Fact]
    public async Task Unit_CompilesNothingNatively_AndLeavesOutWhatNeedsIt()
    {
        var result = await _checkout.RunAsync("test --unit --filter Name~Gate");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("1 passed, 0 failed", result.Stdout.Trim());
        var call = Assert.Single(_checkout.Dotnet);
        Assert.Contains("--filter (FullyQualifiedName!~OpenClaw.Tests.EndToEnd.&Load!=heavy)&(Name~Gate)", call);
        Assert.Equal(_checkout.OlderExecutable, _checkout.Read("dist/openclaw"));
    }

    [Fact]
    public async Task Verbs_WriteIntoIgnoredFoldersOnly()
    {
        string[] ours = ["dotnet.log", "installed", "ran.log"];
        var before = _checkout.Entries();

        foreach (var verb in new[] { "build", "test", "demo", "run", "bench", "crash", "install" })
        {
            await _checkout.RunAsync(verb);
        }

        Assert.Equal(before, _checkout.Entries().Except(ours));
        Assert.Equal("# openclaw.toml\n", _checkout.Read("openclaw.toml"));
    }
}
