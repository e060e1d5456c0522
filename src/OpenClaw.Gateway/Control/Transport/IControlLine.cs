namespace OpenClaw.Control.Transport;

/// <summary>The way back to a client: a connection of the socket, or a page's stream of events.</summary>
internal interface IControlLine
{
    /// <summary>A number never given twice while the gateway lives.</summary>
    long Id { get; }

    /// <summary>Ends when the client is gone. Registrations run on a pool thread.</summary>
    CancellationToken Closed { get; }

    /// <summary>Takes a line to be sent, from any thread. A client that does not read is cut off, never waited for.</summary>
    void Enqueue(ReadOnlyMemory<byte> line);
}
