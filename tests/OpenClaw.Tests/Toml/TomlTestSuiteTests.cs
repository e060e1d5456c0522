using System.Globalization;
using System.Text.Json;
using OpenClaw.Config.Toml;

namespace OpenClaw.Tests.Toml;

/// <summary>The published toml-test suite, its files of TOML 1.1.</summary>
public class TomlTestSuiteTests
{
    private const string Edition = "files-toml-1.1.0";

    [Fact]
    public void Parse_ValidFiles_220Of220GiveTheirJson()
    {
        var (files, failures) = RunAll(
            "valid/",
            (path, document) =>
            {
                if (document.HasErrors)
                {
                    return document.Errors[0].ToString();
                }
                using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(path, ".json")));
                return Difference(expected.RootElement, document.Root, "$");
            }
        );

        TestContext.Current.TestOutputHelper?.WriteLine($"valid: {files - failures.Count} of {files}");
        Assert.Empty(failures);
        Assert.Equal(220, files);
    }

    [Fact]
    public void Parse_InvalidFiles_492Of492AreRefusedWithAPlace()
    {
        var (files, failures) = RunAll(
            "invalid/",
            (_, document) =>
            {
                if (!document.HasErrors)
                {
                    return "was accepted";
                }
                var length = document.Source.Text.Length;
                return document.Errors.All(e =>
                    e.Span.Line >= 1 && e.Span.Column >= 1 && e.Span.Offset + e.Span.Length <= length && e.Message.Length > 10
                )
                    ? null
                    : "has an error without a place or words";
            }
        );

        TestContext.Current.TestOutputHelper?.WriteLine($"invalid: {files - failures.Count} of {files}");
        Assert.Empty(failures);
        Assert.Equal(492, files);
    }

    private static (int Files, List<string> Failures) RunAll(string kind, Func<string, TomlDocument, string?> check)
    {
        var root = Vectors.Folder("toml-test/tests");
        var files = File.ReadLines(Path.Combine(root, Edition)).Where(f => f.StartsWith(kind) && f.EndsWith(".toml")).ToArray();
        var failures = new List<string>();
        foreach (var file in files)
        {
            var path = Path.Combine(root, file);
            if (check(path, TomlDocument.Parse(File.ReadAllBytes(path), file)) is { } difference)
            {
                failures.Add($"{file}: {difference}");
            }
        }

        return (files.Length, failures);
    }

    private static string? Difference(JsonElement expected, TomlValue actual, string at)
    {
        switch (actual)
        {
            case TomlTable table:
                if (expected.ValueKind != JsonValueKind.Object || expected.EnumerateObject().Count() != table.Count)
                {
                    return $"{at}: a table of {table.Count}";
                }
                return expected
                    .EnumerateObject()
                    .Select(p => table[p.Name] is { } value ? Difference(p.Value, value, $"{at}.{p.Name}") : $"{at}.{p.Name}: missing")
                    .FirstOrDefault(d => d is not null);
            case TomlArray array:
                if (expected.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != array.Count)
                {
                    return $"{at}: an array of {array.Count}";
                }
                return array.Select((item, i) => Difference(expected[i], item, $"{at}[{i}]")).FirstOrDefault(d => d is not null);
        }

        var type = expected.GetProperty("type").GetString();
        var text = expected.GetProperty("value").GetString()!;
        var culture = CultureInfo.InvariantCulture;
        var same = (type, actual) switch
        {
            ("string", TomlString s) => s.Value == text,
            ("integer", TomlInteger i) => i.Value.ToString(culture) == text,
            ("float", TomlFloat f) => text.Contains("nan") ? double.IsNaN(f.Value)
            : text.Contains("inf") ? f.Value == (text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity)
            : f.Value == double.Parse(text, culture),
            ("bool", TomlBoolean b) => b.Value == (text == "true"),
            ("datetime", TomlOffsetDateTime d) => d.TryToDateTimeOffset(out var moment)
                && moment == DateTimeOffset.Parse(text, culture)
                && moment.Offset == DateTimeOffset.Parse(text, culture).Offset,
            ("datetime-local", TomlLocalDateTime d) => d.Value == DateTime.Parse(text, culture),
            ("date-local", TomlLocalDate d) => d.Value == DateOnly.Parse(text, culture),
            ("time-local", TomlLocalTime t) => t.Value == TimeOnly.Parse(text, culture),
            _ => false,
        };
        return same ? null : $"{at}: expected {type} {text}, got {actual}";
    }
}
