namespace OpenClaw.Control.Protocol;

/// <summary>Parameters of a method that takes none.</summary>
internal sealed record NoParams
{
    public static NoParams Value { get; } = new();
}

/// <summary>Result of a method that has nothing to say but that it was done.</summary>
internal sealed record NoResult
{
    public static NoResult Value { get; } = new();
}
