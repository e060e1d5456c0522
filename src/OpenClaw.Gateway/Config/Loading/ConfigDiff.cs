using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Loading;

/// <summary>What a reload changes, in words: <c>models.small.context: 8192 -> 16384</c>. Never shows a secret.</summary>
internal static class ConfigDiff
{
    public static IReadOnlyList<string> Between(GatewayConfig old, GatewayConfig @new)
    {
        var before = old.Settings.DistinctBy(static s => s.Path).ToDictionary(static s => s.Path, StringComparer.Ordinal);
        var oldElements = Elements(old);
        var newElements = Elements(@new);
        var changes = new List<string>();

        foreach (var setting in @new.Settings)
        {
            // A new model is one line, not one for each of its settings.
            if (IsBelow(setting, newElements, oldElements) || !before.TryGetValue(setting.Path, out var was))
            {
                continue;
            }
            if (was.Text != setting.Text)
            {
                changes.Add($"{setting.Path}: {Clip(was.Text)} -> {Clip(setting.Text)}");
            }
            else if (was.Secret != setting.Secret)
            {
                changes.Add($"{setting.Path}: the secret changed");
            }
        }

        changes.AddRange(Outermost(newElements, oldElements).Select(e => $"{e}: added"));
        changes.AddRange(Outermost(oldElements, newElements).Select(e => $"{e}: removed"));
        return changes;
    }

    private static HashSet<string> Elements(GatewayConfig config) => [.. config.Settings.Select(s => s.Element).Where(e => e.Length > 0)];

    private static bool IsBelow(ConfigSetting setting, HashSet<string> mine, HashSet<string> others) =>
        setting.Element.Length > 0 && mine.Contains(setting.Element) && !others.Contains(setting.Element);

    // The rules of a policy that came or went with it go without saying.
    private static IEnumerable<string> Outermost(HashSet<string> mine, HashSet<string> others) =>
        mine.Where(e => !others.Contains(e) && !Outers(e).Any(outer => mine.Contains(outer) && !others.Contains(outer)))
            .Order(StringComparer.Ordinal);

    /// <summary>What an element may stand in: <c>policies.mine</c> of <c>policies.mine.rules[r]</c>.</summary>
    private static IEnumerable<string> Outers(string element)
    {
        for (var dot = element.IndexOf('.'); dot >= 0; dot = element.IndexOf('.', dot + 1))
        {
            yield return element[..dot];
        }
    }

    private static string Clip(string text) => text.Length <= 200 ? text : $"{text[..200]}...";
}
