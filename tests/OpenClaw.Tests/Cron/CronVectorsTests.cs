using System.Globalization;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Tests.Cron;

/// <summary>1,500 expressions with their next five occurrences, made with another implementation (croner) in eight zones.</summary>
public class CronVectorsTests
{
    [Fact]
    public void Next_1500RowsOfCroner_AreTheSame()
    {
        var rows = File.ReadLines(Path.Combine(Vectors.Folder("cron"), "next.tsv")).Where(line => !line.StartsWith('#')).ToArray();
        var failures = rows.Select(Difference).OfType<string>().ToArray();

        TestContext.Current.TestOutputHelper?.WriteLine($"{rows.Length - failures.Length} of {rows.Length}");
        Assert.Empty(failures);
        Assert.Equal(1500, rows.Length);
    }

    private static string? Difference(string row)
    {
        var columns = row.Split('\t');
        if (!CronExpression.TryParse(columns[0], out var expression, out var error))
        {
            return $"{columns[0]}: {error}";
        }
        var zone = TimeZoneInfo.FindSystemTimeZoneById(columns[1]);
        var at = Utc(columns[2]);
        foreach (var expected in columns[3..].Select(Utc))
        {
            var next = expression.Next(at, zone);
            if (next != expected)
            {
                return $"{columns[0]} in {columns[1]} after {at:u}: {next:u}, not {expected:u}";
            }
            at = expected;
        }

        return null;
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
