namespace OpenClaw.Foundation.Network;

/// <summary>A Unix socket that could not be opened; the message is written for the person at the terminal.</summary>
internal sealed class UnixSocketException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>No process listens there.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The file permissions keep us out.</summary>
    public bool IsDenied { get; init; }

    /// <summary>A live process listens there already.</summary>
    public bool IsTaken { get; init; }
}
