using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Collects what there is to say, so that the operator hears all of it at once.</summary>
internal sealed class DiagnosticBag
{
    private const int MaxShown = 100;

    private readonly List<ConfigDiagnostic> _diagnostics = [];
    private readonly List<string> _fileOrder = [];
    private int _dropped;

    public bool HasErrors { get; private set; }

    /// <summary>Files sort in the order they were read.</summary>
    public void AddFile(string name) => _fileOrder.Add(name);

    /// <param name="span">Where; null for what belongs to no file.</param>
    /// <param name="message">The place's path, the value it saw, and the next thing to try.</param>
    /// <param name="hideSource">The line may hold a secret that its form does not give away.</param>
    public void Error(TomlSpan? span, string message, bool hideSource = false) => Add(DiagnosticSeverity.Error, span, message, hideSource);

    public void Warning(TomlSpan? span, string message) => Add(DiagnosticSeverity.Warning, span, message, hideSource: false);

    /// <summary>An error about a file as a whole.</summary>
    public void FileError(string file, string message) =>
        Keep(new ConfigDiagnostic(DiagnosticSeverity.Error, message) { Span = new SourceSpan(file, 0, 0, 0) });

    public IReadOnlyList<ConfigDiagnostic> Sorted()
    {
        var sorted = _diagnostics
            .OrderBy(d => d.Span is null ? -1 : _fileOrder.IndexOf(d.Span.File))
            .ThenBy(d => d.Span?.Line)
            .ThenBy(d => d.Span?.Column)
            .ToList();
        if (_dropped > 0)
        {
            sorted.Add(
                new ConfigDiagnostic(HasErrors ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, $"{_dropped} more are not shown")
            );
        }
        return sorted;
    }

    public static SourceSpan Place(TomlSpan span)
    {
        var (line, column) = span.Source.Locate(span.Offset);
        return new SourceSpan(span.Source.Name, line, column, Math.Max(1, span.Width));
    }

    private void Add(DiagnosticSeverity severity, TomlSpan? span, string message, bool hideSource)
    {
        var diagnostic = new ConfigDiagnostic(severity, message);
        if (span is { } at && _diagnostics.Count < MaxShown)
        {
            var place = Place(at);
            var line = at.Source.LineText(place.Line);
            diagnostic = new ConfigDiagnostic(severity, SecretText.MaskQuoted(message, line))
            {
                Span = place,
                Excerpt = hideSource || line.Length == 0 ? null : SourceExcerpt.Of(line, place.Column, place.Length),
            };
        }

        Keep(diagnostic);
    }

    private void Keep(ConfigDiagnostic diagnostic)
    {
        HasErrors |= diagnostic.IsError;
        if (_diagnostics.Count < MaxShown)
        {
            _diagnostics.Add(diagnostic);
        }
        else
        {
            _dropped++;
        }
    }
}
