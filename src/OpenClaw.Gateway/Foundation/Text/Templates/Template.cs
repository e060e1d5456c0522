namespace OpenClaw.Foundation.Text.Templates;

/// <summary>
/// A text with places for values: <c>{{a.b}}</c>, <c>{{a[0].b}}</c>, blanks inside the braces allowed. Single braces are words like any
/// others, and what a value holds is never looked at for places. Knows nothing of where values come from. Immutable.
/// </summary>
internal sealed class Template
{
    private const string Opening = "{{";
    private const string Closing = "}}";

    private Template(IReadOnlyList<TemplatePart> parts) => Parts = parts;

    public IReadOnlyList<TemplatePart> Parts { get; }

    public IEnumerable<TemplatePart.Place> Places => Parts.OfType<TemplatePart.Place>();

    /// <exception cref="FormatException">It is no template; whoever is not sure asks <see cref="TryParse"/>.</exception>
    public static Template Parse(string text) =>
        TryParse(text, out var error) ?? throw new FormatException($"the template {error!.Message}");

    /// <summary>Null when it is no template.</summary>
    public static Template? TryParse(string text, out TemplateError? error)
    {
        var parts = new List<TemplatePart>();
        error = null;
        var at = 0;
        while (text.IndexOf(Opening, at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf(Closing, open + Opening.Length, StringComparison.Ordinal);
            if (close < 0)
            {
                error = new TemplateError(open, Opening.Length, "has a {{ without its }}");
                return null;
            }

            if (open > at)
            {
                parts.Add(new TemplatePart.Words(text[at..open]));
            }
            var reader = new PlaceReader(text, open + Opening.Length, close);
            if (reader.Read() is not { } path)
            {
                error = reader.Error;
                return null;
            }

            at = close + Closing.Length;
            parts.Add(new TemplatePart.Place(path, open, at - open));
        }

        if (at < text.Length)
        {
            parts.Add(new TemplatePart.Words(text[at..]));
        }
        return new Template(parts);
    }

    /// <summary>The text with a value in each place.</summary>
    public string Fill(Func<TemplatePart.Place, string> value)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(part is TemplatePart.Place place ? value(place) : ((TemplatePart.Words)part).Text);
        }
        return text.ToString();
    }
}
