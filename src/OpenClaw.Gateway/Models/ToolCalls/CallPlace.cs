namespace OpenClaw.Models.ToolCalls;

/// <summary>What may stand around a call of a form.</summary>
internal enum CallPlace
{
    /// <summary>Words before or after it, not both: its marks are made for calls, and what follows is an invented result.</summary>
    Line,

    /// <summary>Words before it, nothing after: an answer may well be JSON, or show some and talk about it.</summary>
    Last,

    /// <summary>Nothing around it: a fence among words shows something.</summary>
    Alone,
}
