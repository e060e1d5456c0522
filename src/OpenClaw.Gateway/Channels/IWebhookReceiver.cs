namespace OpenClaw.Channels;

/// <summary>A channel that its service tells of what is new. Who serves the address, and asks for the secret, is above (Web).</summary>
internal interface IWebhookReceiver
{
    /// <summary>Ends when what came is on the disk, or is nothing to be kept. False when it is not, and must come again. On the
    /// loop.</summary>
    Task<bool> TakeAsync(JsonElement update);
}
