namespace OpenClaw.Config.Toml;

/// <summary>One thing that is wrong with a document, and where.</summary>
public sealed record TomlError(string Message, TomlSpan Span)
{
    public override string ToString() => $"{Span}: {Message}";
}
