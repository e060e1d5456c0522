using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.Scripted;

/// <summary>What a scripted model does when asked. Texts may hold placeholders, see <see cref="Placeholders"/>.</summary>
internal sealed record ScriptedTurn
{
    /// <summary>Applies when the last user message contains this, or, with a <c>*</c> at its end, begins with what stands before it; null
    /// applies always.</summary>
    public string? User { get; init; }

    /// <summary>Applies after so many tool results since the last user message, those that only wait for an approval apart; null applies
    /// always.</summary>
    public int? Results { get; init; }

    public string Thinking { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>Name and arguments (JSON text) of the calls it makes.</summary>
    public IReadOnlyList<(string Tool, string Arguments)> Calls { get; init; } = [];

    /// <summary>Prints the calls in &lt;tool_call&gt; tags, as small models do.</summary>
    public bool CallsAsText { get; init; }

    public ModelFailure? Fails { get; init; }

    /// <summary>Before the first token.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Between words; zero sends the text in words all the same, without a pause.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Nothing ever comes; with text, the text comes and then nothing.</summary>
    public bool Hangs { get; init; }

    /// <summary>Whether the turn applies, and what the star stood for.</summary>
    public bool Matches(string user, int results, out string rest)
    {
        rest = "";
        if (Results is { } wanted && wanted != results)
        {
            return false;
        }

        switch (User)
        {
            case null:
                return true;
            case { } pattern when pattern.EndsWith('*'):
                var begin = pattern[..^1];
                rest = user.StartsWith(begin, StringComparison.OrdinalIgnoreCase) ? user[begin.Length..].Trim() : "";
                return user.StartsWith(begin, StringComparison.OrdinalIgnoreCase);
            default:
                return user.Contains(User, StringComparison.OrdinalIgnoreCase);
        }
    }
}
