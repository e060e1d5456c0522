namespace OpenClaw.Turns.Inbound;

/// <summary>Says who may speak on a channel. Handed over by Hosting, which knows the channels' settings.</summary>
internal interface IAdmission
{
    /// <summary>Null admits; else the line of configuration that would let the sender in.</summary>
    string? Refusal(InboundMessage message);
}
