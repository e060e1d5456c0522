namespace OpenClaw.Agent.Prompt;

/// <summary>The operator's instruction files, in their order.</summary>
internal sealed class InstructionsPart : IPromptPart
{
    public string Name => "instructions";

    // Four files of the largest size that is read.
    public int Budget => 65_536;

    public string? For(PromptContext context) =>
        context.Instructions.Texts.Count == 0
            ? null
            : "\n" + string.Join("\n\n", context.Instructions.Texts.Select(static text => text.Trim()));
}
