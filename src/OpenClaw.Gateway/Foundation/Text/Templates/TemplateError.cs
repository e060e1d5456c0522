namespace OpenClaw.Foundation.Text.Templates;

/// <summary>What is wrong with a template.</summary>
/// <param name="Start">Where, in UTF-16 units from the beginning of the template.</param>
/// <param name="Message">Goes on after the template's name: <c>has an empty {{ }}</c>.</param>
internal sealed record TemplateError(int Start, int Length, string Message);
