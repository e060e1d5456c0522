namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A program calls a webhook and waits for the answer, again under the same key for as long as it has none.</summary>
internal sealed class HookStep(string name, bool counts = false) : Step(name)
{
    private readonly Said _message = new($"hook:{name}", name);

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => counts ? [new Mark(Name, _message)] : [];

    /// <summary>The hook that it calls.</summary>
    public string Config =>
        $$"""
            [hooks.{{Name}}]
            token = { env = "WEB_TOKEN" }
            policy = "guarded"
            workspace = "@FOLDER@/workspace"
            prompt = "{{_message.Text}}"
            wait = true

            """;

    public override IReadOnlyList<ModelTurn> Calls(Said message) => counts ? [Count(Name)] : [];

    public override Task DriveAsync(World world) => world.CallHookAsync(Name, _message);
}
