namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>Somebody writes on the page, which says it again under the same number until it was taken, and looks at the transcript for the
/// answer.</summary>
internal sealed class PageStep(string name, string person, bool counts = false) : Step(name)
{
    private readonly Said _message = new($"webchat:{person}/main", name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => counts ? [new Mark(Name, _message)] : [];

    public override IReadOnlyList<ModelTurn> Calls(Said message) => counts ? [Count(Name)] : [];

    public override Task DriveAsync(World world) => world.WriteOnPageAsync(_message);
}
