namespace OpenClaw.Cli.Terminal;

/// <summary>Rows under each other, two blanks apart. Cells are escaped; the last column is as wide as it likes.</summary>
internal static class Columns
{
    public static void Write<T>(TextWriter output, string[] heads, IEnumerable<T> rows, Func<T, string?[]> cells)
    {
        var table = new List<string[]> { heads };
        table.AddRange(rows.Select(row => cells(row).Select(static cell => Escaping.Line(cell ?? "")).ToArray()));
        var widths = Enumerable.Range(0, heads.Length).Select(column => table.Max(row => TextWidth.Of(row[column]))).ToArray();
        foreach (var row in table)
        {
            var line = string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - TextWidth.Of(cell))));
            output.WriteLine(line.TrimEnd());
        }
    }
}
