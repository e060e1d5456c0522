using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;

namespace OpenClaw.Tests.Config;

/// <summary>The example, damaged in thousands of ways: always a configuration or an error with a place, never an exception.</summary>
public sealed class ConfigFuzzTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_DamagedExample_NeverThrows()
    {
        var random = new Random(20261122);
        var lines = ExampleConfig
            .Text.Split('\n')
            .Where(l => l.Length > 0)
            .Select(l => l.StartsWith("# ", StringComparison.Ordinal) && random.Next(3) == 0 ? l[2..] : l)
            .ToArray();
        string[] values =
        [
            "1",
            "-1",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[1]",
            "[\"x\"]",
            "{ env = \"A\" }",
            "true",
            "1.5",
            "nan",
            "2026-01-01",
            "08:00",
            "[[1]]",
            "\"\\u0000\"",
            "\"10m\"",
            "\"999999999d\"",
            "9223372036854775807",
        ];
        for (var i = 0; i < Draws.Of(600); i++)
        {
            var damaged = lines.ToArray();
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                ref var line = ref damaged[random.Next(damaged.Length)];
                var equals = line.IndexOf('=');
                line = random.Next(5) switch
                {
                    0 when equals > 0 => line[..(equals + 1)] + " " + values[random.Next(values.Length)],
                    1 when equals > 0 => line[..(equals + 1)] + " " + values[random.Next(values.Length)],
                    2 => line.Remove(random.Next(line.Length), 1) + " ",
                    3 => lines[random.Next(lines.Length)],
                    _ => line.Insert(random.Next(line.Length), "\"[{x="[random.Next(5)].ToString()),
                };
            }

            var result = ConfigLoader.LoadText(
                string.Join('\n', damaged),
                "openclaw.toml",
                _folder.Request with
                {
                    Purpose = i % 2 == 0 ? ConfigPurpose.Run : ConfigPurpose.Check,
                }
            );

            Assert.Equal(result.Config is null, result.Diagnostics.Any(d => d.IsError));
            result.DiagnosticsText();
        }
    }

    [Theory]
    [InlineData("../../../etc/hostname")]
    [InlineData("/etc/hostname")]
    [InlineData(".")]
    [InlineData("Europe")]
    [InlineData("UTC ")]
    [InlineData("tzdata.zi")]
    public void TimeZone_ThatIsAPath_IsNoTimeZone(string id)
    {
        _folder.With("openclaw.toml", $"[models.s]\nprovider = \"scripted\"\n[agent]\ntimezone = \"{id}\"\n");
        Assert.Contains($"agent.timezone is \"{id}\", which is no time zone.", _folder.Said());
    }
}
