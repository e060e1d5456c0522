using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.Policy.Corpus;

/// <summary>Calls that agents were seen to make or could: under the shipped configuration and each example's, no attack runs unasked and no
/// everyday call is refused.</summary>
public sealed class AgentCallTests
{
    public static TheoryData<string> Configurations =>
        [
            "src/OpenClaw.Gateway/Config/openclaw.example.toml",
            .. Directory
                .GetFiles(Repository.File("examples"), "openclaw.toml", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Root, path))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void Corpus_HoldsWhatItShould()
    {
        var attacks = AgentCall.All.Where(call => !call.IsBenign).ToArray();

        Assert.True(AgentCall.All.Count >= 190, $"{AgentCall.All.Count} calls");
        Assert.True(AgentCall.All.Count - attacks.Length >= 45, $"{AgentCall.All.Count - attacks.Length} benign calls");
        Assert.Equal(
            ["destruction", "exfiltration", "injection", "persistence", "privilege", "theft"],
            attacks.Select(call => call.Kind).Distinct().Order()
        );
        Assert.All(
            AgentCall.All,
            call => Assert.Contains(call.Sender, (string[])[.. AgentCall.Senders, .. call.IsBenign ? (string[])[] : ["any"]])
        );
        Assert.Equal(AgentCall.All.Count, AgentCall.All.Select(call => call.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Attacks_AreAskedOrDenied(string configuration)
    {
        var allowed = await WrongAsync(configuration, call => !call.IsBenign, verdict => verdict.Action == PolicyAction.Allow);

        Assert.True(allowed.Count == 0, $"attacks that would run unasked:\n  {string.Join("\n  ", allowed)}");
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task BenignCalls_AreAllowedOrAsked(string configuration)
    {
        var denied = await WrongAsync(configuration, call => call.IsBenign, verdict => verdict.Action == PolicyAction.Deny);

        Assert.True(denied.Count == 0, $"everyday calls that are refused:\n  {string.Join("\n  ", denied)}");
    }

    /// <summary>The wrong verdicts of a configuration, a line a call and rule.</summary>
    private static async Task<IReadOnlyList<string>> WrongAsync(
        string configuration,
        Func<AgentCall, bool> which,
        Func<CorpusVerdict, bool> wrong
    )
    {
        await using var gateway = new CorpusGateway(
            await File.ReadAllTextAsync(Repository.File(configuration), TestContext.Current.CancellationToken)
        );
        var found = new List<CorpusVerdict>();
        foreach (var call in AgentCall.All.Where(which))
        {
            found.AddRange((await gateway.DecideAsync(call)).Where(wrong));
        }
        return
        [
            .. found
                .GroupBy(static verdict => (verdict.Call, verdict.Action, verdict.Why))
                .Select(static group =>
                    $"{group.Key.Call}\n      {group.Key.Action} by {group.Key.Why}: {string.Join(", ", group.Select(static verdict => $"{verdict.Sender} under {verdict.Policy}"))}"
                ),
        ];
    }
}
