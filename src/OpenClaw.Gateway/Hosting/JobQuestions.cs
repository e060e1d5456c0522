using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Exec;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tools;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Hosting;

/// <summary>
/// Finds the commands of cron jobs that will not run by themselves, by the very function that decides calls: they come when nobody sits
/// there, and one that asks is not done until somebody has heard of it. Runs nothing.
/// </summary>
internal static class JobQuestions
{
    /// <summary>A configuration that was read, with what there is to say of its jobs among its diagnostics.</summary>
    public static ConfigResult AddTo(ConfigResult result, string stateDirectory, string socket) =>
        result.Config is { Cron.IsEmpty: false } config
            ? result with
            {
                Diagnostics = [.. result.Diagnostics, .. Find(config, PolicySets.Of(config, stateDirectory, socket))],
            }
            : result;

    public static IEnumerable<ConfigDiagnostic> Find(GatewayConfig config, PolicySet policies)
    {
        var workspace = RealPath.Of(config.Agent.Workspace, "/") ?? config.Agent.Workspace;
        foreach (var job in config.Cron.Where(static job => job.Enabled))
        {
            if ((job.Command ?? job.Check) is not { } line)
            {
                continue;
            }
            var verdict = Decide(job, line, workspace, CommandEnvironment.SearchPath(config.Tools), policies);
            if (verdict.Action == PolicyAction.Allow)
            {
                continue;
            }
            var what = $"cron[{job.Name}].{(job.Command is null ? "check" : "command")}";
            var by = $"policy {job.Policy}, {verdict.Rule} {verdict.Span}";
            yield return new ConfigDiagnostic(
                DiagnosticSeverity.Warning,
                verdict.Action == PolicyAction.Deny
                    ? $"{what} never runs: \"{line}\" is denied by {by}"
                    : $"{what} does not run unattended: \"{line}\" asks each time ({by}{(verdict.Reason is { Length: > 0 } why ? $": {why}" : "")}), and {Told(config, job)}. A rule lets it run: senders = [\"{MadeRules.NameOfJob(job.Name)}\"], tools = [\"exec\"], commands = [the line], action = \"allow\"; `openclaw explain` shows what else the line would need"
            )
            {
                Span = job.Span,
            };
        }
    }

    private static Verdict Decide(CronJobConfig job, string line, string workspace, string[] path, PolicySet policies)
    {
        var analysis = LineAnalyzer.Analyze(line, workspace, path, ProtectedFiles.Of(policies, workspace));
        return Gate.Decide(
            policies,
            new CallContext
            {
                Session = job.Session is { } session ? new SessionKey(session) : SessionKey.Cron(job.Name),
                Origin = Origin.Cron,
                Sender = MadeRules.NameOfJob(job.Name),
                SenderIsOwner = policies.Owners.Contains(MadeRules.NameOfJob(job.Name)),
                Policy = job.Policy,
                Tool = "exec",
                Workspace = workspace,
                Arguments = CanonicalJson.Of(("command", analysis.Runs), ("cwd", workspace), ("timeout", 0), ("background", false)),
                Effects = [.. analysis.Effects],
                Binding = new CallBinding(workspace, analysis.Executables, []),
            }
        );
    }

    /// <summary>Who hears of the question, in words.</summary>
    private static string Told(GatewayConfig config, CronJobConfig job)
    {
        if (!config.Policies.TryGetValue(job.Policy, out var policy))
        {
            return "nobody is told";
        }
        var told = new List<string>();
        if (job.Deliver is { IsTranscript: false } chat)
        {
            told.Add(chat.ToString());
        }
        told.AddRange(policy.Ask.Notify.Where(static address => address != AskConfig.Owners));
        if (policy.Ask.Notify.Contains(AskConfig.Owners))
        {
            told.AddRange(config.Agent.Owners);
        }
        if (told.Count == 0)
        {
            return policy.Ask.Notify.IsEmpty
                ? $"nobody is told (policies.{policy.Name}.ask.notify is [])"
                : "nobody is told (agent.owners is empty)";
        }
        return told.All(static address => address.StartsWith("local:", StringComparison.Ordinal))
            ? "only the terminal is told, which nobody may be looking at (agent.owners and ask.notify name no chat)"
            : $"{string.Join(", ", told.Distinct())} is told";
    }
}
