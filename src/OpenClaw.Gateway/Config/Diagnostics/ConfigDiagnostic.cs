namespace OpenClaw.Config.Diagnostics;

/// <summary>One thing to tell the operator about the configuration. Holds no secret: the source line was masked when it was
/// taken.</summary>
internal sealed record ConfigDiagnostic(DiagnosticSeverity Severity, string Message)
{
    /// <summary>Fit for a terminal: what it quotes of the file has its control and bidirectional characters written out.</summary>
    public string Message { get; init; } = Escaping.Line(Message);

    /// <summary>Where; a line of 0 means the file as a whole, null means no file at all.</summary>
    public SourceSpan? Span { get; init; }

    /// <summary>The line, or the part of a long one around the place, ready for a terminal; null when there is none to show.</summary>
    public SourceExcerpt? Excerpt { get; init; }

    public bool IsError => Severity == DiagnosticSeverity.Error;

    /// <summary>The first line of what a compiler would print: <c>file:line:column: error: message</c>.</summary>
    public override string ToString() => $"{Place}{(IsError ? "error" : "warning")}: {Message}";

    /// <summary>The same for a list that says itself what is an error.</summary>
    public string WithoutSeverity() => Place + Message;

    private string Place =>
        Span switch
        {
            null => "",
            { Line: 0 } => $"{Escaping.Line(Span.File)}: ",
            _ => $"{Escaping.Line(Span.File)}:{Span.Line}:{Span.Column}: ",
        };
}
