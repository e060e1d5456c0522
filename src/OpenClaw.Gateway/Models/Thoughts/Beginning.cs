namespace OpenClaw.Models.Thoughts;

/// <summary>Whether a text begins with a form or a mark.</summary>
internal enum Beginning
{
    No,

    /// <summary>So far it does, and it is too short to tell.</summary>
    Perhaps,
    Yes,
}
