using System.CommandLine.Completions;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>Asks the gateway for names while somebody presses Tab. Whatever goes wrong, there are just no names.</summary>
internal static class QuietAnswers
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<CompletionItem> Ask(
        CommandContext context,
        CompletionContext completion,
        CommonOptions common,
        Func<ControlClient, CancellationToken, Task<IEnumerable<string>>> ask
    )
    {
        // The library asks synchronously; this process does nothing else, and for half a second at most.
        var socket = completion.ParseResult.GetValue(common.Socket);
        return AskAsync(context, socket, ask).GetAwaiter().GetResult().Select(static name => new CompletionItem(name)).ToArray();
    }

    private static async Task<IEnumerable<string>> AskAsync(
        CommandContext context,
        string? socket,
        Func<ControlClient, CancellationToken, Task<IEnumerable<string>>> ask
    )
    {
        using var limit = new CancellationTokenSource(s_patience, context.Time);
        try
        {
            await using var client = await context.ConnectAsync(socket, limit.Token).ConfigureAwait(false);
            return await ask(client, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ControlException or OperationCanceledException)
        {
            return [];
        }
    }
}
