namespace OpenClaw.Cli.Tui;

/// <summary>The chat without a terminal: each line of input is a message, each answer is printed. For pipes and scripts.</summary>
internal static class LineChat
{
    public static async Task<int> RunAsync(CommandContext context, string? socket, string? session, bool json, CancellationToken ct)
    {
        await using var client = await context.ConnectAsync(socket, ct).ConfigureAwait(false);
        var code = ExitCode.Ok;
        while (await context.In.ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            if (line.Trim() is "/quit" or "/exit")
            {
                break;
            }

            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var parameters = new SendParams
            {
                Session = session,
                Text = line,
                Wait = true,
            };
            var raw = await client
                .CallRawAsync(SendApi.Send, parameters, heard => Delays.Write(context.Error, heard, json), ct)
                .ConfigureAwait(false);
            var result = raw.Deserialize(SendApi.Send.Result)!;
            code = ExitCode.OfTurn(result.State);
            if (json)
            {
                context.Out.WriteLine(raw.GetRawText());
            }
            else if (result is { State: SendStates.Asking, Approval: { } approval })
            {
                ApprovalText.Write(context.Error, approval, context.Time.GetUtcNow());
                context.Error.WriteLine($"/approve {approval.Id}   or   /deny {approval.Id}");
            }
            else
            {
                // To stderr what is no answer.
                (code == ExitCode.Ok && result.Reply is not null ? context.Out : context.Error).WriteLine(
                    Escaping.Block(result.Reply ?? "(no reply)")
                );
            }
        }

        return code;
    }
}
