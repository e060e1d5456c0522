namespace OpenClaw.Agent.Prompt;

/// <summary>One part of the system prompt. Whatever changes from turn to turn (the clock, what was said) is not for it: a server that keeps
/// its cache reads the prompt once.</summary>
internal interface IPromptPart
{
    /// <summary>What the log calls it.</summary>
    string Name { get; }

    /// <summary>The most it may cost in tokens, at four characters each. A longer text is cut behind its last whole line.</summary>
    int Budget { get; }

    /// <summary>The text, which begins on a line of its own; null where there is nothing to say. Equal contexts give equal text.</summary>
    string? For(PromptContext context);
}
