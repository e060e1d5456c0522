using System.CommandLine;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>The option and the argument that name a session, completed with those there are.</summary>
internal static class SessionArgument
{
    public static Option<string?> Option(CommandContext context, CommonOptions common)
    {
        var session = new Option<string?>("--session")
        {
            Description = "The session: x means local:x, else a whole key such as telegram:123. Default local:main",
            HelpName = "NAME",
        };
        session.CompletionSources.Add(Completions(context, common));
        return session;
    }

    public static Argument<string> Argument(CommandContext context, CommonOptions common)
    {
        var session = new Argument<string>("SESSION")
        {
            HelpName = "SESSION",
            Description = "The session: x means local:x, else a whole key such as telegram:123",
        };
        session.CompletionSources.Add(Completions(context, common));
        return session;
    }

    public static Func<
        System.CommandLine.Completions.CompletionContext,
        IEnumerable<System.CommandLine.Completions.CompletionItem>
    > Completions(CommandContext context, CommonOptions common) =>
        completion =>
            QuietAnswers.Ask(
                context,
                completion,
                common,
                static async (client, ct) =>
                    (await client.CallAsync(SessionsApi.List, NoParams.Value, ct).ConfigureAwait(false)).Sessions.Select(static s =>
                        s.Key.StartsWith("local:", StringComparison.Ordinal) ? s.Key["local:".Length..] : s.Key
                    )
            );
}
