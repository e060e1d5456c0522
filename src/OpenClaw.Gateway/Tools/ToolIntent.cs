using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>What a call would do, before anybody decided on it.</summary>
internal abstract record ToolIntent
{
    private ToolIntent() { }

    /// <summary>The call makes no sense; the model reads why and can mend it.</summary>
    public sealed record Refused(string Complaint) : ToolIntent;

    /// <summary>A call the gate can decide.</summary>
    /// <param name="Arguments">Canonical JSON: sorted keys, defaults written out, paths real. <see cref="Tool.RunAsync"/> reads these and
    /// nothing else.</param>
    /// <param name="Display">What an approver is shown, whole: the command line, or the file and what becomes of it. Escaping is the
    /// shower's work.</param>
    public sealed record Ready(string Arguments, EquatableArray<Effect> Effects, CallBinding Binding, string Display) : ToolIntent;
}
