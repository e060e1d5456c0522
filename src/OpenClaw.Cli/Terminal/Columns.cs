namespace OpenClaw.Cli.Terminal;

/// <summary>Rows under each other, two blanks apart. Cells are escaped; the last column is as wide as it likes.</summary>
internal static class Columns
{
    public static void Write(TextWriter output, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var table = new List<string[]> { heads.ToArray() };
        table.AddRange(rows.Select(static row => row.Select(static cell => Escaping.Line(cell ?? "")).ToArray()));
        var widths = Enumerable.Range(0, heads.Count).Select(column => table.Max(row => TextWidth.Of(row[column]))).ToArray();
        foreach (var row in table)
        {
            var line = string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - TextWidth.Of(cell))));
            output.WriteLine(line.TrimEnd());
        }
    }
}
