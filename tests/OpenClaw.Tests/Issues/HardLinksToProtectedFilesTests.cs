using System.Diagnostics;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tests.Policy;
using OpenClaw.Tests.Tools;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>A hard link in the workspace gave a secret, the state or the configuration another name, and under that name nothing protected
/// it.</summary>
public sealed class HardLinksToProtectedFilesTests : IAsyncDisposable
{
    private readonly ToolBench _bench = new();
    private readonly PolicySet _policies;

    public HardLinksToProtectedFilesTests()
    {
        Directory.CreateDirectory($"{_bench.Folder}/state");
        File.WriteAllText($"{_bench.Folder}/state/token", "do not tell");
        File.WriteAllText($"{_bench.Folder}/openclaw.toml", "[agent]");
        _policies = PolicySamples.Set(PolicySamples.PolicyOf([PolicySamples.Default("*", PolicyAction.Allow)])) with
        {
            Forbidden = [$"{_bench.Folder}/state"],
            ReadOnly = [$"{_bench.Folder}/openclaw.toml"],
        };
        _bench.Scope = _bench.Scope with { Protected = ProtectedFiles.Of(_policies, _bench.Scope.Workspace) };
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("read", """{"path":"link"}""")]
    [InlineData("edit", """{"path":"link","old":"do","new":"x"}""")]
    [InlineData("write", """{"path":"link","content":"x"}""")]
    [InlineData("exec", """{"command":"cat link"}""")]
    [InlineData("exec", """{"command":"cat < link"}""")]
    [InlineData("exec", """{"command":"echo x > link"}""")]
    public async Task Link_ToTheState_IsAsClosedAsTheState(string tool, string arguments)
    {
        Link("state/token");

        Assert.Equal((PolicyAction.Deny, "protected path"), await DecideAsync(tool, arguments));
    }

    [Theory]
    [InlineData("write", """{"path":"link","content":"x"}""")]
    [InlineData("exec", """{"command":"echo x > link"}""")]
    public async Task Link_ToTheConfiguration_IsNotWritten(string tool, string arguments)
    {
        Link("openclaw.toml");

        Assert.Equal((PolicyAction.Deny, "protected path"), await DecideAsync(tool, arguments));
    }

    [Fact]
    public async Task Link_ToAnotherFile_IsAFile()
    {
        _bench["a"] = "a";
        Link("ws/a");

        Assert.Equal("a\n", await _bench.DoesAsync("read", """{"path":"link"}"""));
    }

    [Fact]
    public async Task Link_MadeAfterTheGateHasSpoken_IsNotRead()
    {
        _bench["link"] = "harmless";
        var intent = await _bench.ReadyAsync("read", """{"path":"link"}""");
        File.Delete($"{_bench.Workspace}/link");
        Link("state/token");

        var result = await _bench.RunAsync("read", intent);

        Assert.True(result.Failed, result.Text);
        Assert.DoesNotContain("do not tell", result.Text);
    }

    [Fact]
    public async Task Search_PassesOverIt()
    {
        Link("state/token");

        Assert.DoesNotContain("do not", (await _bench.DoesAsync("search", """{"text":"tell"}""")).Replace("\"tell\"", ""));
    }

    private async Task<(PolicyAction Action, string Rule)> DecideAsync(string tool, string arguments)
    {
        var intent = await _bench.ReadyAsync(tool, arguments);
        var verdict = Gate.Decide(
            _policies,
            PolicySamples.Call(tool) with
            {
                Workspace = _bench.Workspace,
                Arguments = intent.Arguments,
                Effects = intent.Effects,
            }
        );
        return (verdict.Action, verdict.Rule);
    }

    private void Link(string to)
    {
        using var made = Process.Start("ln", [$"{_bench.Folder}/{to}", $"{_bench.Workspace}/link"]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
