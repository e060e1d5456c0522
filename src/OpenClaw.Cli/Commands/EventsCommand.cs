namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw events</c>: what happens in the gateway, as it happens.</summary>
internal sealed class EventsCommand : CommandBase
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    public EventsCommand(CommandContext context)
        : base(
            context,
            "events",
            "Print what happens in the gateway as it happens: turns, tool calls, approvals, deliveries. Ctrl-C ends it.",
            "openclaw events --session main                     # without each word of the answers; --kind turn.text shows those",
            "openclaw events -f --kind approval                 # goes on when the gateway restarts",
            "openclaw events --json --kind turn.ended | jq .ms",
            "openclaw events --kind approval.asked --count 1    # waits for the next one"
        )
    {
        var follow = Flag("--follow -f", "Connect again when the gateway restarts");
        var session = SessionOption("Only this session's");
        var kinds = Value<string[]>("--kind", "KIND", "Only this kind (approval.asked) or family (approval); may be given several times");
        kinds.CompletionSources.Add([.. EventKinds.All]);
        var count = Value<int?>("--count", "N", "End after so many");
        count.Validators.Add(static result =>
        {
            // Asked for its value, the library throws where it is no number; its own complaint about that comes anyway.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var few) && few < 1)
            {
                result.AddError($"--count is 1 or more, not {few}");
            }
        });
        SetAction(
            (parse, ct) =>
            {
                var wanted = new SubscribeParams(parse.GetValue(session), parse.GetValue(kinds) is { Length: > 0 } some ? some : null);
                return FollowAsync(parse, wanted, parse.GetValue(count), parse.GetValue(follow), ct);
            }
        );
    }

    private async Task<int> FollowAsync(ParseResult parse, SubscribeParams wanted, int? left, bool follow, CancellationToken ct)
    {
        // A line a word helps nobody to see what happens; the whole answer comes with turn.ended.
        var quiet = wanted.Kinds is null && !IsJson(parse);
        for (var again = false; ; again = true)
        {
            try
            {
                await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
                await client.CallAsync(EventsApi.Subscribe, wanted, ct).ConfigureAwait(false);
                if (again)
                {
                    Context.Error.WriteLine("openclaw: the gateway is back");
                }

                await foreach (var notification in client.Notifications.ReadAllAsync(ct).ConfigureAwait(false))
                {
                    if (
                        notification.As(EventsApi.Event) is not { } happened
                        || (quiet && happened.Kind is EventKinds.TurnText or EventKinds.TurnThinking)
                    )
                    {
                        continue;
                    }

                    Context.Out.WriteLine(IsJson(parse) ? notification.Params.GetRawText() : Line(happened));
                    Context.Out.Flush();
                    if (--left == 0)
                    {
                        return ExitCode.Ok;
                    }
                }

                Context.Error.WriteLine("openclaw: the gateway ended the connection");
                if (!follow)
                {
                    return ExitCode.Unavailable;
                }
            }
            catch (GatewayAbsentException) when (follow && again)
            {
                // Not back yet.
            }

            await Task.Delay(s_again, Context.Time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>One event as one line.</summary>
    internal static string Line(ControlEvent e)
    {
        var what = e.Kind switch
        {
            EventKinds.MessageReceived => $"{e.Sender}: {e.Text}",
            EventKinds.TurnModel => e.Failure is { } failed
                ? $"{e.Model}, because {failed.Model} is {failed.Kind}: {failed.Message}"
                : e.Model,
            EventKinds.TurnUsage => $"{e.Model}: {e.Read} tokens read, {e.Written} written",
            EventKinds.TurnTool => $"{e.Verdict} {e.Tool} {e.Display} ({e.Rule})",
            EventKinds.TurnResult => $"{e.Tool}{(e.Failed == true ? " failed" : "")}: {e.Text}",
            EventKinds.TurnEnded => $"{e.State} in {e.Ms} ms{(e.Model is null ? "" : $" by {e.Model}")}: {e.Reply}",
            EventKinds.ApprovalAsked => $"{e.Approval?.Id}: {e.Approval?.Tool} {e.Approval?.Display}",
            EventKinds.ApprovalDecided =>
                $"{e.Id} {e.Decision}{(e.By is null ? "" : $" by {e.By}")}{(e.Reason is null ? "" : $": {e.Reason}")}",
            EventKinds.CommandEnded => $"{e.Id} {e.Text}: {e.Display}",
            EventKinds.Delivery => $"{e.State} to {e.To}{(e.Id is null ? "" : $" ({e.Id})")}{(e.Reason is null ? "" : $": {e.Reason}")}",
            EventKinds.ConfigReloaded => string.Join("; ", e.Changes ?? []),
            _ => e.Text ?? e.Reason,
        };
        return Escaping.Line($"{e.At:HH:mm:ss} {e.Session ?? "-"} {e.Kind} {what}".TrimEnd());
    }
}
