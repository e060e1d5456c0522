using OpenClaw.Config.Tables.Policies;
using OpenClaw.Exec;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>The gate decided a command anew for each of its operands, and looked through all words for each word: 1,700 words kept the loop
/// for 20 seconds.</summary>
public sealed class CommandsOfManyWordsTests : IDisposable
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');

    private readonly TempFolder _folder = new();
    private readonly string _root;

    public CommandsOfManyWordsTests()
    {
        _folder.Write("a", "a");
        _root = RealPath.Of(_folder.Path, "/")!;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}/../a")]
    [InlineData("{0}")]
    public void Decide_FourTimesTheWords_IsAboutFourTimesTheWork(string word)
    {
        Cost(word, 20);
        var (few, many) = (Cost(word, 300), Cost(word, 1200));

        Assert.True(many < 7 * few, $"{few} bytes for 300 words, {many} for 1200");
    }

    [Fact]
    public void Line_OfMoreFilesThanAnybodyReads_CannotBeTold()
    {
        Assert.DoesNotContain(Analyze("sort " + Words("{0}/../a", 512)), static e => e is Effect.OpaqueLine);
        var effects = Analyze("sort " + Words("{0}/../a", 513) + " /srv/secret");

        Assert.Contains(effects, static e => e is Effect.OpaqueLine { Why: var why } && why.Contains("too many files"));
        // A file that is closed stays closed wherever it stands.
        Assert.Contains(effects, static e => e is Effect.Read { Path: "/srv/secret" });
    }

    private static string Words(string word, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => string.Format(null, word, i)));

    private long Cost(string word, int count)
    {
        var set = Set(
            PolicyOf(
                [Default("exec", PolicyAction.Ask)],
                Rule("sort", PolicyAction.Allow, new RuleMatch { Commands = ["sort **", "sort * **"] })
            )
        );
        var call = Call("exec", Analyze("sort " + Words(word, count)));
        call = call with { Workspace = _root, Binding = call.Binding with { WorkingDirectory = _root } };
        var before = GC.GetAllocatedBytesForCurrentThread();
        Gate.Decide(set, call);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Effect[] Analyze(string line) => [.. LineAnalyzer.Analyze(line, _root, s_path).Effects];
}
