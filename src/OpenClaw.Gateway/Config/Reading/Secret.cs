namespace OpenClaw.Config.Reading;

/// <summary>A secret by reference: where it comes from, and its value if it could be read. Never printed, logged or compared in the
/// open.</summary>
internal sealed record Secret(string Source, string? Value)
{
    /// <summary>Characters of one that others show to this program: a shorter one can be found by trying.</summary>
    public const int ShortestShown = 16;

    public bool IsPresent => Value is not null;

    /// <summary>Throws when absent: <c>run</c> has refused such a configuration before anybody gets here.</summary>
    public string Reveal() => Value ?? throw new InvalidOperationException($"secret {Source} is absent");

    public override string ToString() => IsPresent ? $"(secret from {Source})" : $"(absent secret, {Source})";
}
