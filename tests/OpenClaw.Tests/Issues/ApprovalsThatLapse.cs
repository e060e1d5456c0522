using OpenClaw.Approvals;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>Whoever approved a call that had changed meanwhile read "approved", and nothing ran.</summary>
public sealed class ApprovalsThatLapse
{
    [Fact]
    public void Approve_CallWhoseScriptChanged_IsToldThatNothingRunsAndWhy()
    {
        using var gateway = new TestGateway();
        var (said, id) = Ask(gateway, "echo one");
        File.WriteAllText(Path.Combine(gateway.Workspace, "s.sh"), "echo two");

        var reply = Reply(gateway.Say($"/approve {id}"));

        Assert.StartsWith($"{id} has lapsed, nothing will run: what it was given for has changed since: ", reply);
        Assert.Contains("s.sh has changed", reply);
        Assert.Equal("done", gateway.EndOf(said).Reply);
        var result = gateway.ToldOf(id);
        Assert.Contains("has lapsed", result);
        Assert.Contains("Call again to ask again", result);
        Assert.Equal("expired", Assert.Single(gateway.Rows("select state from approvals", static row => row.GetString(0))));
    }

    [Fact]
    public void Approve_OverTheSocketOrByAButton_IsNoAnswerThatCounts()
    {
        using var gateway = new TestGateway();
        var (_, id) = Ask(gateway, "echo one");
        File.Delete(Path.Combine(gateway.Workspace, "s.sh"));
        var approval = gateway.Run(() => gateway.Gateway.Approvals.FindAsync(id))!;

        var decision = gateway.Run(() => gateway.Gateway.Approvals.DecideAsync(id, approve: true, "local:pi", null, approval.Fingerprint));

        Assert.Contains("has lapsed, nothing will run", Assert.IsType<Decision.TooLate>(decision).Line);
    }

    [Fact]
    public void Approve_CallThatThePolicyDeniesByNow_IsToldSo()
    {
        using var gateway = new TestGateway();
        var (said, id) = Ask(gateway, "echo one");
        gateway.Reload(TestGateway.DefaultConfig.Replace("exec = \"ask\"", "exec = \"deny\""));

        Assert.Contains("policy 'guarded' denies it by now", Reply(gateway.Say($"/approve {id}")));
        gateway.EndOf(said);
    }

    [Fact]
    public void Deny_CallThatChanged_IsADenialAllTheSame()
    {
        using var gateway = new TestGateway();
        var (said, id) = Ask(gateway, "echo one");
        File.WriteAllText(Path.Combine(gateway.Workspace, "s.sh"), "echo two");

        Assert.StartsWith($"{id} denied", Reply(gateway.Say($"/deny {id}")));
        gateway.EndOf(said);
    }

    [Fact]
    public void Approve_CallThatIsAsItWas_Counts()
    {
        using var gateway = new TestGateway();
        var (_, id) = Ask(gateway, "echo one");

        Assert.StartsWith($"{id} approved", Reply(gateway.Say($"/approve {id}")));
    }

    private static (Accepted Said, ApprovalId Id) Ask(TestGateway gateway, string script)
    {
        Directory.CreateDirectory(gateway.Workspace);
        File.WriteAllText(Path.Combine(gateway.Workspace, "s.sh"), script);
        gateway["big"].Calls("exec", """{"command":"sh s.sh"}""").Answers("done");
        var said = gateway.Say("run it");
        return (said, gateway.AskedBy(said));
    }

    private static string Reply(Accepted accepted) => Assert.IsType<TurnOutcome.Command>(accepted.Outcome).Reply;
}
