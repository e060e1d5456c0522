using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy.Matching;

/// <summary>How well a rule fits an effect.</summary>
internal enum Fit
{
    No,

    /// <summary>Only by likeness (a file name, an option for a word, a guess at an opaque line): enough to take leave away, not to give
    /// it.</summary>
    Loose,
    Sure,
}

/// <summary>
/// Matches the rules of a configuration against one call. What gives leave must fit surely, and what takes it away may fit loosely; so an
/// exception to an allow is read generously, and an exception to a deny by the letter.
/// </summary>
internal sealed class RuleMatcher(PolicySet policies, CallContext context)
{
    // A tool without a folder of its own reads relative paths from the workspace.
    private readonly PatternPlace _place = new(context.Workspace, policies.Home, context.Binding.WorkingDirectory ?? context.Workspace);

    /// <param name="note">What decided, for the trace.</param>
    public Fit Match(PolicyRule rule, Effect effect, out string note)
    {
        var gives = rule.Action == PolicyAction.Allow;
        var fit =
            Fits(rule.Match, effect, strict: true, leave: gives, out note) ? Fit.Sure
            : !gives && Fits(rule.Match, effect, strict: false, leave: false, out note) ? Fit.Loose
            : Fit.No;
        if (fit != Fit.No && rule.Except is { } except && Fits(except, effect, strict: !gives, leave: false, out _))
        {
            note = "an exception of the rule takes it out";
            return Fit.No;
        }

        return fit;
    }

    private bool Fits(RuleMatch match, Effect effect, bool strict, bool leave, out string note)
    {
        if (!FitsCall(match, out note))
        {
            return false;
        }
        if (WhyNotFolder(match, effect, strict) is { } elsewhere)
        {
            note = elsewhere;
            return false;
        }

        if (WhyNotEffect(match, effect, strict, leave) is { } why)
        {
            note = why;
            return false;
        }

        note = strict ? "matches" : "matches, read generously";
        return true;
    }

    /// <summary>The keys that speak of the call and not of an effect.</summary>
    public bool FitsCall(RuleMatch match, out string note)
    {
        note =
            !Any(match.Tools, context.Tool) ? "another tool"
            : !match.Origins.IsEmpty && !match.Origins.Contains(context.Origin) ? "another origin"
            : !match.Senders.IsEmpty && !match.Senders.Any(IsSender) ? "another sender"
            : !Any(match.Sessions, context.Session.Value) ? "another session"
            : "";
        return note.Length == 0;
    }

    private string? WhyNotFolder(RuleMatch match, Effect effect, bool strict)
    {
        if (match.WorkingDirectories.IsEmpty)
        {
            return null;
        }
        // Input for a command that runs already: nobody knows in which folder it is by now.
        if (context.Binding.WorkingDirectory is null && effect is Effect.OpaqueLine)
        {
            return strict ? "its cwd is not known" : null;
        }
        return match.WorkingDirectories.Any(p => PathPattern.Parse(p, _place.Workspace, _place.Home).Matches(_place.Folder))
            ? null
            : "another cwd";
    }

    private string? WhyNotEffect(RuleMatch match, Effect effect, bool strict, bool leave) =>
        WhyNotKind(match, effect)
        ?? effect switch
        {
            Effect.Command command when !match.Commands.IsEmpty => WhyNotCommand(match, command, strict, leave),
            Effect.OpaqueLine opaque => WhyNotOpaque(match, opaque, strict, leave),
            Effect.File file when !match.Paths.IsEmpty => WhyNotPath(match, file.Path),
            Effect.Host host when !match.Hosts.IsEmpty => match.Hosts.Any(p => HostPattern.Matches(p, host.Name))
                ? null
                : "no pattern of hosts matches",
            Effect.Target target when !match.Targets.IsEmpty => Any(match.Targets, target.Address) ? null : "no pattern of targets matches",
            _ => null,
        };

    // Keys are AND: a rule with paths says nothing of a command, and one with paths and hosts says nothing of anything.
    private static string? WhyNotKind(RuleMatch match, Effect effect) =>
        !match.Commands.IsEmpty && effect is not (Effect.Command or Effect.OpaqueLine) ? "it is no command"
        : !match.Paths.IsEmpty && effect is not Effect.File ? "it is no path"
        : !match.Hosts.IsEmpty && effect is not Effect.Host ? "it is no host"
        : !match.Targets.IsEmpty && effect is not Effect.Target ? "it is no target"
        : null;

    // A rule without commands may deny it or ask; leave for what nobody understands has to be written out.
    private string? WhyNotOpaque(RuleMatch match, Effect.OpaqueLine opaque, bool strict, bool leave)
    {
        if (match.Commands.IsEmpty ? !leave : match.Commands.Any(p => CommandPattern.Parse(p).IsEverything))
        {
            return null;
        }
        return !strict && OpaqueWords.Guess(opaque.Line).Any(c => FitsCommand(match, c, strict: false))
            ? null
            : "only \"**\" matches a line that is not understood";
    }

    private string? WhyNotCommand(RuleMatch match, Effect.Command command, bool strict, bool leave)
    {
        string? why = "no pattern of commands matches";
        foreach (var pattern in match.Commands.Select(CommandPattern.Parse).Where(p => p.Matches(command, _place, strict)))
        {
            why = leave && match.WorkingDirectories.IsEmpty ? WhyNotHere(pattern, command) : null;
            if (why is null)
            {
                break;
            }
        }

        return why;
    }

    // Leave that names no folder was written for the workspace's root. What means the same in every folder of the workspace holds in all of
    // them.
    private string? WhyNotHere(CommandPattern pattern, Effect.Command command)
    {
        if (pattern.IsEverything || _place.Folder == _place.Workspace)
        {
            return null;
        }
        if (!PathPattern.IsBelow(_place.Folder, _place.Workspace))
        {
            return "it holds in the workspace; another folder needs cwd";
        }
        return pattern.IsRelative || ReadsFolder(command) ? "it holds in the workspace's root; another folder needs cwd" : null;
    }

    private static bool ReadsFolder(Effect.Command command) =>
        CommandReach.ReadsFolder(Path.GetFileName(command.Words[0]))
        || (command.Executable is { } real && CommandReach.ReadsFolder(Path.GetFileName(real)));

    private bool FitsCommand(RuleMatch match, Effect.Command command, bool strict) =>
        match.Commands.Any(p => CommandPattern.Parse(p).Matches(command, _place, strict));

    private string? WhyNotPath(RuleMatch match, string path) =>
        match.Paths.Any(p => PathPattern.Parse(p, context.Workspace, policies.Home).Matches(path)) ? null : "no pattern of paths matches";

    private bool IsSender(string pattern) =>
        pattern == "owners"
            ? context.SenderIsOwner || policies.Owners.Contains(context.Sender)
            : Glob.Matches(Glob.Compile(pattern), context.Sender);

    private static bool Any(EquatableArray<string> patterns, string text) =>
        patterns.IsEmpty || patterns.Any(p => Glob.Matches(Glob.Compile(p), text));
}
