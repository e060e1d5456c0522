using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>A command that a rule allows was asked about without a word where its program is not there, and nobody knew why the rule did
/// not hold.</summary>
public sealed class ProgramsThatAreNotInstalled
{
    private const string Config =
        TestGateway.DefaultConfig
        + """

            [[sessions]]
            name = "all"
            policy = "guarded"

            [[policies.guarded.rules]]
            name = "frobnicate"
            tools = ["exec"]
            commands = ["frobnicate **"]
            action = "allow"
            """;

    [Theory]
    [InlineData("frobnicate x", "frobnicate is not installed: no folder of PATH has it ([tools] exec_path adds some)")]
    [InlineData("./gone x", "there is no program ./gone")]
    public void Question_SaysThatTheProgramIsNotThere(string line, string words)
    {
        using var gateway = new TestGateway(Config);
        gateway["big"].Calls("exec", $$"""{"command":"{{line}}"}""");

        var id = gateway.AskedBy(gateway.Say("do it"));

        Assert.Equal(words, gateway.Run(() => gateway.Gateway.Approvals.FindAsync(id))!.Reason);
    }
}
