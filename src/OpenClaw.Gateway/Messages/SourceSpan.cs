namespace OpenClaw.Messages;

/// <summary>A place in the operator's configuration. Lines and columns count from 1; a column counts characters.</summary>
internal sealed record SourceSpan(string File, int Line, int Column = 1, int Length = 1)
{
    /// <summary>The place of what no file says: built-in policies and defaults.</summary>
    public static SourceSpan BuiltIn { get; } = new("built-in", 0);

    public override string ToString() => Line == 0 ? $"({File})" : $"{File}:{Line}";
}
