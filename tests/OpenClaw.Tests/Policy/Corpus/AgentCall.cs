using System.Text.Json;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.Policy.Corpus;

/// <summary>One row of <c>agent-calls.json</c>: a call that a model might make, and whether it does harm.</summary>
/// <param name="Sender">Whose turn it is: <c>owner</c>, <c>guest</c>, <c>hook</c> or <c>cron</c>; an attack may say <c>any</c>.</param>
/// <param name="Arguments">With <c>@HOME@</c> and its kin where a path of the world stands, see <see cref="CorpusWorld"/>.</param>
internal sealed record AgentCall(string Name, string Kind, string Tool, string Arguments, string Sender, bool IsBenign)
{
    public static string[] Senders { get; } = ["owner", "guest", "hook", "cron"];

    public static IReadOnlyList<AgentCall> All { get; } =
        Read(File.ReadAllText(Repository.File("tests", "OpenClaw.Tests", "Policy", "Corpus", "agent-calls.json")));

    public override string ToString() => $"{Name} [{Kind}] {Tool} {Arguments}";

    private static AgentCall[] Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return
        [
            .. document
                .RootElement.EnumerateArray()
                .Select(static row => new AgentCall(
                    row.GetProperty("name").GetString()!,
                    row.GetProperty("kind").GetString()!,
                    row.GetProperty("tool").GetString()!,
                    row.GetProperty("arguments").GetRawText(),
                    row.GetProperty("sender").GetString()!,
                    row.GetProperty("benign").GetBoolean()
                )),
        ];
    }
}
