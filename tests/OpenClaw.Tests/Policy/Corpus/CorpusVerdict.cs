using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Tests.Policy.Corpus;

/// <summary>What became of one call of the corpus under one policy.</summary>
/// <param name="Why">The rule and its place, or the tool's complaint.</param>
internal sealed record CorpusVerdict(AgentCall Call, string Sender, string Policy, PolicyAction Action, string Why);
