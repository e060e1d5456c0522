namespace OpenClaw.Config.Reading;

/// <summary>One <c>[people.NAME]</c>: a person who is somebody else on each channel. Wherever the configuration lets a sender be named, the
/// name stands for all of them.</summary>
/// <param name="Ids">Addresses such as <c>telegram:123</c>.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record PersonConfig(string Name, EquatableArray<string> Ids, SourceSpan Span);
