using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

/// <summary>People's workspaces, which lay inside the owners' before: what still says so.</summary>
internal static class PeopleRules
{
    public static void PeopleAreOutsideTheWorkspace(GatewayConfig config, BindContext context)
    {
        if (FilePaths.IsWithin(config.Agent.People, config.Agent.Workspace))
        {
            context.Diagnostics.Warning(
                context.Place("agent.people") ?? context.Place("agent.workspace"),
                $"agent.people ({config.Agent.People}) lies in agent.workspace: owners' sessions and cron jobs read and search what people keep there. Use a folder beside it, such as {config.Agent.Workspace.TrimEnd('/')}-people"
            );
        }
        else if (FilePaths.IsWithin(config.Agent.Workspace, config.Agent.People))
        {
            context.Diagnostics.Warning(
                context.Place("agent.people") ?? context.Place("agent.workspace"),
                $"agent.workspace ({config.Agent.Workspace}) lies in agent.people: a session whose folder has that name would work in it. Use a folder beside it"
            );
        }
    }

    /// <summary>A path that names the former place means nothing any more; the line to write is told.</summary>
    public static void NothingNamesTheFormerPlace(GatewayConfig config, BindContext context)
    {
        if (FormerPeople.IsStillUsed(config.Agent))
        {
            return;
        }
        foreach (var (setting, value, isPattern) in Named(config))
        {
            if (Moved(value, isPattern, config, context.Request.Home) is { } now)
            {
                context.Diagnostics.Warning(
                    context.Place(setting),
                    $"{setting} names {value}, where people's workspaces lay before they moved out of agent.workspace. Write \"{now}\""
                );
            }
        }
    }

    private static IEnumerable<(string Setting, string Value, bool IsPattern)> Named(GatewayConfig config)
    {
        foreach (var file in config.Agent.Instructions)
        {
            yield return ("agent.instructions", file, false);
        }
        foreach (var rule in config.Sessions.Where(static r => r.Workspace is not null))
        {
            yield return ($"sessions[{rule.Name}].workspace", rule.Workspace!, false);
        }
        foreach (var hook in config.Hooks.Where(static h => h.Workspace is not null))
        {
            yield return ($"hooks.{hook.Name}.workspace", hook.Workspace!, false);
        }
        foreach (var (at, rule) in PolicyRules.Rules(config))
        {
            foreach (var pattern in rule.Match.Paths.Concat(rule.Match.Commands.SelectMany(Words)))
            {
                yield return ($"{at}.{(rule.Match.Paths.Contains(pattern) ? "paths" : "commands")}", pattern, true);
            }
            foreach (var pattern in (rule.Except?.Paths ?? []).Concat((rule.Except?.Commands ?? []).SelectMany(Words)))
            {
                yield return ($"{at}.except.{(rule.Except!.Paths.Contains(pattern) ? "paths" : "commands")}", pattern, true);
            }
        }
    }

    // Good enough to find a path in: what stands in quotes is found with them.
    private static string[] Words(string command) => command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // A relative pattern is below the workspace of whoever's session it decides. An owner may well have a folder called people, so only a
    // name or a star like a session's counts there.
    private static string? Moved(string value, bool isPattern, GatewayConfig config, string home)
    {
        var (former, now) = (FormerPeople.Folder(config.Agent), config.Agent.People.TrimEnd('/'));
        if (isPattern && !value.StartsWith('/') && !value.StartsWith('~'))
        {
            return
                value.StartsWith(FormerPeople.FolderName + "/", StringComparison.Ordinal)
                && (value.Contains('*') || FormerPeople.IsSession(value))
                ? now + value[FormerPeople.FolderName.Length..]
                : null;
        }
        var whole = value.StartsWith("~/", StringComparison.Ordinal) ? home.TrimEnd('/') + value[1..] : value;
        return FilePaths.IsWithin(whole, former) ? now + whole[former.Length..] : null;
    }
}
