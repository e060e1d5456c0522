namespace OpenClaw.Tools;

/// <summary>What the message tool wants of the house: who can be written to, and the sending itself.</summary>
internal interface IMessageSender
{
    /// <summary>The full form of a session key or chat address as a model or a person writes it; null, with a complaint for the model, when
    /// nobody is reached there.</summary>
    string? Resolve(string address, ToolScope scope, out string complaint);

    /// <summary>Hands the text over to be delivered, durably and once for this call (<see cref="ToolScope.Turn"/> and
    /// <see cref="ToolScope.CallId"/> name it). On the loop.</summary>
    Task<ToolResult> SendAsync(string address, string text, ToolScope scope, CancellationToken ct);
}
