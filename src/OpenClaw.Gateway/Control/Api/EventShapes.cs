namespace OpenClaw.Control.Api;

/// <summary>An event of the gateway as the wire shows it.</summary>
internal static class EventShapes
{
    public static ControlEvent Of(GatewayEvent happened, DateTimeOffset at)
    {
        var shape = new ControlEvent
        {
            Kind = "",
            At = at,
            Session = happened.Session?.Value,
            Turn = happened.Turn?.Value,
        };
        return OfTurn(happened, shape)
            ?? OfTool(happened, shape)
            ?? OfGateway(happened, shape)
            ?? throw new InvalidOperationException($"no shape for {happened.GetType().Name}");
    }

    private static ControlEvent? OfTurn(GatewayEvent happened, ControlEvent shape) =>
        happened switch
        {
            GatewayEvent.TurnStarted => shape with { Kind = EventKinds.TurnStarted },
            GatewayEvent.ModelAsked m => shape with { Kind = EventKinds.TurnModel, Model = m.Model },
            GatewayEvent.ModelFailed f => shape with
            {
                Kind = EventKinds.TurnRestarted,
                Model = f.Model,
                Reason = $"{f.Model}: {f.Message}",
                Failure = new FailedModel(f.Model, f.Kind, f.Message),
            },
            GatewayEvent.ModelAnswered a => shape with { Kind = EventKinds.TurnUsage, Model = a.Model, Read = a.Read, Written = a.Written },
            GatewayEvent.TextDelta t => shape with { Kind = EventKinds.TurnText, Text = t.Text },
            GatewayEvent.ThinkingDelta t => shape with { Kind = EventKinds.TurnThinking, Text = t.Text },
            GatewayEvent.WordsWereThought => shape with { Kind = EventKinds.TurnThought },
            GatewayEvent.TurnEnded t => shape with
            {
                Kind = EventKinds.TurnEnded,
                State = t.State,
                Reply = t.Reply,
                Model = t.Model,
                Ms = (long)t.Took.TotalMilliseconds,
            },
            GatewayEvent.TurnWaiting w => shape with { Kind = EventKinds.TurnWaiting, Reason = w.Line },
            _ => null,
        };

    private static ControlEvent? OfTool(GatewayEvent happened, ControlEvent shape) =>
        happened switch
        {
            GatewayEvent.ToolDecided t => shape with
            {
                Kind = EventKinds.TurnTool,
                Call = t.Call,
                Tool = t.Tool,
                Display = t.Display,
                Verdict = t.Verdict,
                Rule = t.Rule,
            },
            GatewayEvent.ToolOutput t => shape with { Kind = EventKinds.TurnOutput, Call = t.Call, Text = t.Text },
            GatewayEvent.ToolEnded t => shape with
            {
                Kind = EventKinds.TurnResult,
                Call = t.Call,
                Tool = t.Tool,
                Text = t.Text,
                Failed = t.Failed,
            },
            GatewayEvent.CommandEnded c => shape with { Kind = EventKinds.CommandEnded, Id = c.Id, Display = c.Line, Text = c.How },
            GatewayEvent.ApprovalAsked a => shape with { Kind = EventKinds.ApprovalAsked, Id = a.Approval.Value },
            GatewayEvent.ApprovalDecided a => shape with
            {
                Kind = EventKinds.ApprovalDecided,
                Id = a.Approval.Value,
                Decision = a.Decision,
                By = a.By,
                Reason = a.Doubt,
            },
            _ => null,
        };

    private static ControlEvent? OfGateway(GatewayEvent happened, ControlEvent shape) =>
        happened switch
        {
            GatewayEvent.MessageReceived m => shape with
            {
                Kind = EventKinds.MessageReceived,
                Text = m.Text,
                Sender = m.Sender,
                Id = m.Message,
            },
            GatewayEvent.Delivered d => shape with
            {
                Kind = EventKinds.Delivery,
                To = d.To,
                State = d.State,
                Text = d.Text,
                Reason = d.Reason,
                Id = d.Row?.ToString(CultureInfo.InvariantCulture),
            },
            GatewayEvent.ConfigReloaded c => shape with { Kind = EventKinds.ConfigReloaded, Changes = [.. c.Changes] },
            GatewayEvent.Stopping => shape with { Kind = EventKinds.GatewayStopping },
            _ => null,
        };
}
