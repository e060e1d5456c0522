using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// Takes one tool call from the model's words to its result: bind, gate, approval, effect, run. Every way a call can come from ends here,
/// so there is one gate. What it writes goes into the turn's batch; it commits before anything touches the world.
/// </summary>
internal sealed class CallRunner(
    ToolTable tools,
    Current<PolicySet> policies,
    AskedCalls asked,
    EffectLog effects,
    BackgroundEnds background,
    EventHub events,
    TurnWriter writer,
    ILogger log
)
{
    /// <summary>The gate has decided on a call: its tool, and <c>allow</c>, <c>ask</c> or <c>deny</c>. Raised by the commit of what the
    /// audit has of it.</summary>
    public event Action<string, string>? Judged;

    /// <summary>Null when the call has run or was refused; else the approval that it waits for, its row in the turn's batch.</summary>
    public async Task<AskedCall.Waits?> RunAsync(TurnRun run, EntryCall call, CancellationToken ct)
    {
        if (tools.Find(call.Name) is not { } tool)
        {
            End(run, call, ToolResult.Failure($"there is no tool '{call.Name}'"));
            return null;
        }

        var scope = run.Scope with
        {
            CallId = call.Id,
            Protected = ProtectedFiles.Of(policies.Value, run.Scope.Workspace),
            Progress = text => Publish(run, new GatewayEvent.ToolOutput(call.Id, text)),
        };
        if (await IntendAsync(tool, call, scope, ct) is not ToolIntent.Ready intent)
        {
            return null;
        }

        var context = ContextOf(run.Turn, scope, tool, intent);
        var verdict = Gate.Decide(policies.Value, context);
        var action = verdict.Action.ToString().ToLowerInvariant();
        // With the call's own rows, or with the turn's next ones where a call that only reads has none.
        run.Turn.Batch.Audit(
                AuditKinds.Verdict,
                context.Session.Value,
                run.Turn.Id.Value,
                ("call", call.Id),
                ("tool", tool.Name),
                ("action", action),
                ("rule", verdict.Rule),
                ("span", verdict.Span.ToString()),
                ("digest", CallDigest.Of(context))
            )
            .Then(() => Judged?.Invoke(tool.Name, action));
        Publish(run, new GatewayEvent.ToolDecided(call.Id, tool.Name, intent.Display, action, $"{verdict.Rule} {verdict.Span}"));

        switch (verdict.Action)
        {
            // What was asked is used up, also where the policy would let it run by now.
            case PolicyAction.Allow when call.Approval is null:
                await PerformAsync(run, call, tool, scope, context, null, ct);
                return null;
            case PolicyAction.Deny:
                AgentLog.Denied(log, run.Turn.Session.Value, tool.Name, $"{verdict.Rule} {verdict.Span}");
                End(run, call, ToolResult.Failure(CallTexts.Denied(context, verdict)));
                return null;
            default:
                return await AskAsync(run, call, tool, scope, context, verdict, intent.Display, ct);
        }

        async Task<ToolIntent?> IntendAsync(Tool bound, EntryCall made, ToolScope at, CancellationToken stop)
        {
            try
            {
                using var arguments = JsonDocument.Parse(made.Arguments);
                var found = await bound.IntendAsync(arguments.RootElement, at, stop);
                if (found is ToolIntent.Refused refused)
                {
                    End(run, made, ToolResult.Failure(refused.Complaint));
                }
                return found;
            }
            catch (JsonException)
            {
                End(run, made, ToolResult.Failure("the arguments are not JSON; they must be one object"));
                return null;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                End(run, made, Broken(run, bound, e));
                return null;
            }
        }
    }

    /// <summary>Where and for whom a call of a turn runs, whose folder is there.</summary>
    public static ToolScope ScopeOf(Turn turn, string call, ToolsConfig limits, ProtectedFiles files) =>
        new()
        {
            Session = turn.Session,
            Sender = turn.Message.Sender,
            Origin = turn.Message.Origin,
            Workspace = turn.Workspace,
            Limits = limits,
            Turn = turn.Id,
            CallId = call,
            Protected = files,
        };

    /// <summary>What the gate is told of a call.</summary>
    public static CallContext ContextOf(Turn turn, ToolScope scope, Tool tool, ToolIntent.Ready intent) =>
        new()
        {
            Session = turn.Session,
            Origin = turn.Message.Origin,
            Sender = turn.Message.Sender.Address,
            SenderIsOwner = turn.SenderIsOwner,
            Policy = turn.Rule.Policy,
            Tool = tool.Name,
            Workspace = scope.Workspace,
            Arguments = intent.Arguments,
            Effects = intent.Effects,
            Binding = intent.Binding,
        };

    /// <summary>The policy asks.</summary>
    private async Task<AskedCall.Waits?> AskAsync(
        TurnRun run,
        EntryCall call,
        Tool tool,
        ToolScope scope,
        CallContext context,
        Verdict verdict,
        string display,
        CancellationToken ct
    )
    {
        switch (await asked.AskAsync(run, call, context, verdict, display))
        {
            case AskedCall.Granted granted:
                await PerformAsync(run, call, tool, scope, context, granted.Approval, ct);
                return null;
            case AskedCall.Answered answered:
                End(run, call, answered.Result);
                return null;
            case AskedCall.Waits waits:
                var result = AskedCalls.Waiting(call, waits.Approval);
                run.Append(result);
                // Its name is for whoever can find its row.
                run.Turn.Once(() => Publish(run, new GatewayEvent.ToolEnded(call.Id, call.Name, result.Text, result.Failed)));
                return waits;
            default:
                throw new InvalidOperationException("an asked call ends in one of three ways");
        }
    }

    private async Task PerformAsync(
        TurnRun run,
        EntryCall call,
        Tool tool,
        ToolScope scope,
        CallContext context,
        Approval? approval,
        CancellationToken ct
    )
    {
        var turn = run.Turn;
        // A call that only reads may be repeated after a kill, so it needs no row; an approval is used up in the same transaction as the
        // start.
        var leavesTrace = !tool.OnlyReads || approval is not null;
        ApprovedCall? approved = approval is null ? null : asked.Use(turn.Batch, approval);
        if (leavesTrace)
        {
            effects.Start(turn.Batch, EffectOf(turn, call), CallDigest.Of(context), approval?.Id.Value);
            await writer.CommitAsync(turn);
        }

        if (Gate.Grant(policies.Value, context, approved) is not { } granted)
        {
            // A reload between the verdict and now: the newest policy counts.
            Close(run, call, ToolResult.Failure("the policy changed while the call was about to run; it was not run"), leavesTrace);
            return;
        }

        ToolResult result;
        try
        {
            result = await tool.RunAsync(granted, scope, ct);
        }
        catch (OperationCanceledException e) when (ct.IsCancellationRequested)
        {
            Close(run, call, ToolResult.Failure(CallTexts.Stopped(e, run.Turn.IsLetGo)), leavesTrace);
            throw;
        }
        catch (StorageException e)
        {
            result = ToolResult.Failure(e.Message);
        }
        catch (Exception e)
        {
            result = Broken(run, tool, e);
        }

        Close(run, call, result, leavesTrace);
    }

    private ToolResult Broken(TurnRun run, Tool tool, Exception exception)
    {
        AgentLog.ToolFailed(log, run.Turn.Id.Value, tool.Name, exception);
        return ToolResult.Failure("internal error in the tool; the gateway's log has the details");
    }

    private void Close(TurnRun run, EntryCall call, ToolResult result, bool leavesTrace)
    {
        var turn = run.Turn;
        if (result.LeftRunning is { } command)
        {
            EffectLog.GoOn(turn.Batch, EffectOf(turn, call), command.Name);
            // Not before the row says that it runs: its end would be written first, and be lost.
            turn.Once(() => background.Watch(turn.Id, call.Id, command));
        }
        else if (leavesTrace)
        {
            effects.Finish(turn.Batch, EffectOf(turn, call), result.Text);
        }

        End(run, call, result);
    }

    private static OpenEffect EffectOf(Turn turn, EntryCall call) => new(turn.Id, call.Id, turn.Session, call.Name);

    private void End(TurnRun run, EntryCall call, ToolResult result)
    {
        run.Append(
            new Entry.ToolResult(
                call.Id,
                call.Name,
                result.Text,
                result.Failed,
                result.Exit,
                run.Turn.Message.JobRun is not null && result.Errors.Length > 0 ? result.Errors : null
            )
        );
        Publish(run, new GatewayEvent.ToolEnded(call.Id, call.Name, result.Text, result.Failed));
    }

    private void Publish(TurnRun run, GatewayEvent happened) => events.Show(run.Turn.Session, run.Turn.Id, happened);
}
