using System.Threading.Channels;

namespace OpenClaw.Cli.Tui;

/// <summary>What the terminal chat asks of the gateway. No call is waited for: what comes of it is put into the queue that the chat reads.
/// Each call is false when there is no connection to make it over.</summary>
internal sealed class ChatCalls(ChannelWriter<ChatInput> inputs, string session, CancellationToken ct)
{
    /// <summary>Null while there is no connection.</summary>
    public ControlClient? Client { get; set; }

    /// <summary>A call that fails gives the text back.</summary>
    public bool Send(string text) =>
        Call(
            async client =>
            {
                var result = await client
                    .CallAsync(SendApi.Send, new SendParams { Session = session, Text = text }, ct)
                    .ConfigureAwait(false);
                return result.State switch
                {
                    SendStates.Command => new ChatInput.Answered(text, result.Reply ?? ""),
                    SendStates.Failed => new ChatInput.Told(BlockKind.Error, result.Reply ?? "it failed"),
                    SendStates.Queued when result.Reason is { } reason => new ChatInput.Told(BlockKind.Notice, reason),
                    _ => null,
                };
            },
            why => new ChatInput.NotSent(text, why)
        );

    /// <summary>Who answered and how comes back as an event, to this terminal and to all others.</summary>
    public bool Decide(ApprovalInfo approval, bool approve) =>
        Call(async client =>
        {
            if (approve)
            {
                var parameters = new ApproveParams(approval.Id, approval.Fingerprint);
                await client.CallAsync(ApprovalsApi.Approve, parameters, ct).ConfigureAwait(false);
            }
            else
            {
                var parameters = new DenyParams(approval.Id, approval.Fingerprint);
                await client.CallAsync(ApprovalsApi.Deny, parameters, ct).ConfigureAwait(false);
            }
            return null;
        });

    public bool Stop() =>
        Call(async client =>
        {
            var result = await client.CallAsync(SessionsApi.StopTurn, new SessionParams(session), ct).ConfigureAwait(false);
            return result.Stopped ? null : new ChatInput.Told(BlockKind.Notice, "nothing runs");
        });

    /// <summary>Asks for the page of the transcript before an entry.</summary>
    public bool LoadEarlier(long oldest) =>
        Call(async client =>
        {
            var parameters = new SessionsShowParams(session, GatewayLink.PageSize, oldest);
            return new ChatInput.Earlier(await client.CallAsync(SessionsApi.Show, parameters, ct).ConfigureAwait(false));
        });

    private bool Call(Func<ControlClient, Task<ChatInput?>> work, Func<string, ChatInput>? failed = null)
    {
        if (Client is not { } client)
        {
            return false;
        }
        _ = RunAsync();
        return true;

        async Task RunAsync()
        {
            try
            {
                if (await work(client).ConfigureAwait(false) is { } told)
                {
                    inputs.TryWrite(told);
                }
            }
            catch (Exception e) when (e is IOException or ControlException)
            {
                inputs.TryWrite(failed?.Invoke(e.Message) ?? new ChatInput.Told(BlockKind.Error, e.Message));
            }
            catch (OperationCanceledException)
            {
                // The chat is over.
            }
        }
    }
}
