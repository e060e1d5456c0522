namespace OpenClaw.Foundation.Text.Templates;

/// <summary>A stretch of a template: words, or a place for a value.</summary>
internal abstract record TemplatePart
{
    private TemplatePart() { }

    public sealed record Words(string Text) : TemplatePart;

    /// <param name="Path">The names between the dots, outermost first; <c>commits[0].id</c> is <c>commits</c>, <c>0</c>, <c>id</c>.</param>
    /// <param name="Start">Where it stands in the template, its braces included.</param>
    public sealed record Place(IReadOnlyList<string> Path, int Start, int Length) : TemplatePart;
}
