namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>What stands in an answer before a call.</summary>
internal enum CallBefore
{
    Nothing,

    /// <summary>A thought in the answer's own text. It may quote, so words behind the call are taken for its continuation and not for an
    /// invented result.</summary>
    Thought,

    Words,
}
