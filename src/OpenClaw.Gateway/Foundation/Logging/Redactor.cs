namespace OpenClaw.Foundation.Logging;

/// <summary>Takes the values of known secrets out of text. The last line of defence: nothing should put one there. Safe from any
/// thread.</summary>
internal sealed class Redactor
{
    private volatile string[] _secrets = [];

    /// <summary>Shorter values would take innocent words apart.</summary>
    private const int ShortestSecret = 6;

    /// <summary>Replaces the list of what must not be seen; those of before stay known, because they may still be valid.</summary>
    public void Learn(IEnumerable<string> secrets) =>
        _secrets = [
            .. _secrets.Concat(secrets).Where(static s => s.Length >= ShortestSecret).Distinct().OrderByDescending(static s => s.Length),
        ];

    public string Clean(string text)
    {
        foreach (var secret in _secrets)
        {
            if (text.Contains(secret, StringComparison.Ordinal))
            {
                text = text.Replace(secret, "(secret)", StringComparison.Ordinal);
            }
        }

        return text;
    }
}
