using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>One way in which models print calls. It is only asked at places where a call may stand, and knows nothing of what is around
/// it.</summary>
internal interface ICallForm
{
    CallPlace Place { get; }

    /// <summary>Whether the text begins with this form. <see cref="Beginning.Perhaps"/> while it is too short to tell.</summary>
    Beginning Begins(ReadOnlySpan<char> text);

    /// <summary>The same for a form that only the offered tools' names make one.</summary>
    Beginning Begins(CallText text, int at) => Begins(text.From(at));

    /// <summary>Reads one call, or a list that the form holds together, with the marks that close it.</summary>
    CallReading Read(CallText text, int at);
}
