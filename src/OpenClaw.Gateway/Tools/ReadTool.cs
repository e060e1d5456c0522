using OpenClaw.Policy;
using OpenClaw.Policy.Effects;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools;

/// <summary>Shows a window of lines of a text file, or the names in a folder.</summary>
internal sealed class ReadTool()
    : BuiltInTool(
        "read",
        "Read a text file (lines offset.. up to limit) or list a folder.",
        """{"type":"object","properties":{"path":{"type":"string"},"offset":{"type":"integer"},"limit":{"type":"integer"}},"required":["path"]}"""
    )
{
    private const int DefaultLines = 2000;

    // A search for line a million of an endless log should end some time.
    private const long MaxScanned = 1L << 30;

    public override bool OnlyReads => true;

    protected override bool BindsFiles => true;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (text, offset, limit) = (
            given.Text("path"),
            given.Number("offset", 0, int.MaxValue) ?? 1,
            given.Number("limit", 1, int.MaxValue) ?? DefaultLines
        );
        if (FilePath.Find(text, scope.Workspace, out var complaint) is not { } path)
        {
            return Refused(complaint);
        }
        // Some models count from 0; there is no line 0, so it can only mean the first.
        offset = Math.Max(1, offset);
        EquatableArray<Effect> reads = [.. FileEffects.Read(path.Real, scope.Protected)];
        return Ready(reads, $"read {path.Shown}", ("path", path.Real), ("offset", offset), ("limit", limit));
    }

    protected override Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        var path = given.Text("path");
        var (offset, limit) = (given.Number("offset", 1, int.MaxValue)!.Value, given.Number("limit", 1, int.MaxValue)!.Value);
        return Task.Run(
            () => FileStatus.Of(path) is { IsDirectory: true } ? List(path, scope) : Window(path, offset, limit, scope, ct),
            ct
        );
    }

    private static ToolResult List(string folder, ToolScope scope)
    {
        try
        {
            var names = new DirectoryInfo(folder)
                .EnumerateFileSystemInfos()
                .Select(static entry =>
                    entry.LinkTarget is { } to ? $"{entry.Name} -> {to}"
                    : entry is DirectoryInfo ? entry.Name + "/"
                    : entry.Name
                )
                .Order(StringComparer.Ordinal)
                .ToList();
            if (names.Count == 0)
            {
                return new ToolResult("(an empty folder)");
            }
            var shown = new StringBuilder();
            foreach (var (index, name) in names.Index())
            {
                if (shown.Length + name.Length > scope.Limits.ResultLimit - 100)
                {
                    shown.Append($"[{names.Count - index} more names; search with files=\"...\" finds some of them]");
                    break;
                }

                shown.Append(name).Append('\n');
            }

            return new ToolResult(shown.ToString().TrimEnd('\n'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ToolResult.Failure($"the folder '{FilePath.Show(folder, scope.Workspace)}' cannot be listed: {e.Message}");
        }
    }

    private static ToolResult Window(string path, long offset, long limit, ToolScope scope, CancellationToken ct)
    {
        var shown = FilePath.Show(path, scope.Workspace);
        using var handle = SafeFile.OpenRead(path, scope.Protected, out var status, out var problem);
        if (handle is null)
        {
            return ToolResult.Failure($"'{shown}' {problem}{Nearby(path, scope)}");
        }
        using var stream = new FileStream(handle, FileAccess.Read, 0);
        try
        {
            var reader = new LineReader(stream, ct);
            if (TextKind.IsBinary(reader.Beginning))
            {
                return ToolResult.Failure($"'{shown}' is not text: {TextKind.Describe(reader.Beginning)}, {status.Size} bytes");
            }
            if (!SkipTo(offset, reader, ct))
            {
                return ToolResult.Failure($"'{shown}' has no line {offset}; it has {reader.Line - 1} line(s), {status.Size} bytes");
            }
            var window = new LineWindow(offset, limit, scope.Limits.ResultLimit - 200);
            window.Fill(reader);
            return new ToolResult(Show(window, shown, status.Size));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ToolResult.Failure($"'{shown}' could not be read: {e.Message}");
        }
    }

    private static bool SkipTo(long line, LineReader reader, CancellationToken ct)
    {
        while (reader.Line < line)
        {
            ct.ThrowIfCancellationRequested();
            if (reader.Scanned > MaxScanned || !reader.Skip())
            {
                return false;
            }
        }
        return true;
    }

    private static string Show(LineWindow window, string shown, long size)
    {
        var (first, last) = (window.First, window.Last);
        if (window.IsEmpty)
        {
            return first == 1 ? "(an empty file)" : $"(the end: '{shown}' has {first - 1} lines)";
        }
        if (window.IsToTheEnd)
        {
            return first == 1 ? window.Text : $"{window.Text}[lines {first} to {last}, the end]";
        }
        var note = window.IsCut ? $"line {last} is longer than what fits and was cut; " : "";
        return $"{window.Text}[{note}lines {first} to {last} of {size} bytes; go on with offset={last + 1}]";
    }

    /// <summary>Names in the same folder: a small model that misspelled one finds the right one at once. Of the workspace only, which is
    /// the model's own.</summary>
    private static string Nearby(string path, ToolScope scope)
    {
        var folder = Path.GetDirectoryName(path);
        if (folder is null || !FilePath.IsBelow(folder, scope.Workspace) || Path.Exists(path) || !Directory.Exists(folder))
        {
            return "";
        }
        var wanted = Path.GetFileName(path);
        var names = Directory
            .EnumerateFileSystemEntries(folder)
            .Take(1000)
            .Select(static entry => Path.GetFileName(entry))
            .OrderBy(name => Nearest.Distance(name, wanted))
            .Take(8)
            .ToList();
        return names.Count == 0 ? "; its folder is empty" : $"; near it are: {string.Join(", ", names)}";
    }
}
