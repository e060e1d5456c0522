namespace OpenClaw.Models.Context;

/// <summary>
/// What a character of one conversation costs in tokens, as servers have counted it: about 0.25 for English, 0.8 for Chinese. The session
/// keeps it on disk, so a restart does not forget it. Without a count nothing is known, and nothing is guessed.
/// </summary>
internal sealed class TokenRate(double? known = null)
{
    /// <summary>Of English and code; stands in where a number is needed and none is known.</summary>
    public const double Usual = 0.25;

    // So few characters cost less than what the template puts around them.
    private const int Fewest = 400;

    // A character is hardly ever more than four tokens; what exceeds it counted something else, such as images.
    private const double Most = 4;

    /// <summary>Null until a server has counted.</summary>
    public double? PerCharacter { get; private set; } = known;

    public double PerCharacterOrUsual => PerCharacter ?? Usual;

    /// <summary>A server has read so many characters of the conversation whole.</summary>
    public void Read(double tokens, long characters)
    {
        if (tokens <= 0 || characters < Fewest)
        {
            return;
        }
        // Falls slowly: text differs, and a prompt that turns out too long costs more than one that was shortened a little early.
        PerCharacter = Math.Min(Most, Math.Max(tokens / characters, (PerCharacter ?? 0) * 0.9));
    }

    /// <summary>A server has refused so many characters: they have more tokens than that.</summary>
    public void Refused(double tokens, long characters)
    {
        if (tokens <= 0 || characters <= 0)
        {
            return;
        }
        PerCharacter = Math.Min(Most, Math.Max(tokens / characters, PerCharacter ?? 0));
    }
}
