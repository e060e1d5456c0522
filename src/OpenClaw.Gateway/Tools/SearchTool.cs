using OpenClaw.Policy;
using OpenClaw.Policy.Effects;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools;

/// <summary>
/// Finds files by name and lines by text. Plain text without regard to case and globs for names: a regular expression engine would cost
/// memory that idles, and grep is there for who needs one. Goes through no link, so a search stays in its folder.
/// </summary>
internal sealed class SearchTool()
    : BuiltInTool(
        "search",
        "Find files by name glob (files) and lines containing text, below path.",
        """{"type":"object","properties":{"text":{"type":"string"},"files":{"type":"string"},"path":{"type":"string"}}}"""
    )
{
    private const int MaxFiles = 50_000,
        MaxMatches = 200,
        MaxLine = 300;
    private const int MaxLineBytes = 1 << 20;
    private const long MaxFileSize = 8 << 20;

    /// <summary>Characters of the result that are kept for what is said below it.</summary>
    private const int RoomForNotes = 700;

    public override bool OnlyReads => true;

    protected override bool BindsFiles => true;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (text, files, folder) = (given.OptionalText("text"), given.OptionalText("files"), given.OptionalText("path"));
        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(files))
        {
            return Refused("give 'text' to look for, or 'files' such as \"*.md\", or both");
        }
        if (FilePath.Find(string.IsNullOrEmpty(folder) ? "." : folder, scope.Workspace, out var complaint) is not { } path)
        {
            return Refused(complaint);
        }
        return Ready(
            [.. FileEffects.Read(path.Real, scope.Protected)],
            $"search {path.Shown} for {(string.IsNullOrEmpty(text) ? $"files {files}" : $"\"{text}\"")}",
            ("text", text ?? ""),
            ("files", files ?? ""),
            ("path", path.Real)
        );
    }

    protected override Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        var (text, files, folder) = (given.Text("text"), given.Text("files"), given.Text("path"));
        return Task.Run(() => new Search(call, scope, text, files).Run(folder, ct), ct);
    }

    private sealed class Search(GrantedCall call, ToolScope scope, string text, string files)
    {
        private readonly StringBuilder _found = new();
        private readonly Overlooked _overlooked = new();
        private int _matches,
            _visited,
            _closed;
        private bool _full,
            _isNamed;

        public ToolResult Run(string folder, CancellationToken ct)
        {
            if (FileStatus.Of(folder) is not { } status)
            {
                return ToolResult.Failure($"there is no '{FilePath.Show(folder, scope.Workspace)}'");
            }
            if (status.IsRegular)
            {
                (_isNamed, _visited) = (true, 1);
                Visit(folder, ct);
            }
            else
            {
                foreach (var path in Walk(folder))
                {
                    ct.ThrowIfCancellationRequested();
                    if (_full || ++_visited > MaxFiles)
                    {
                        break;
                    }
                    Visit(path, ct);
                }
            }

            var found = _matches > 0 ? _found.ToString().TrimEnd('\n') : $"nothing found in {_visited} file(s)";
            var end =
                _full ? $"\n[the first {_matches}; search a smaller folder or for more text]"
                : _visited > MaxFiles ? $"\n[{MaxFiles} files were looked at, and there are more; search a smaller folder]"
                : "";
            var closed = _closed > 0 ? $"\n[{_closed} file(s) or folder(s) are closed by the policy and were not looked at]" : "";
            return new ToolResult(found + end + closed + _overlooked.Note());
        }

        /// <summary>Files below a folder, near ones first. Links are passed over, and so is what cannot be opened.</summary>
        private IEnumerable<string> Walk(string root)
        {
            var folders = new Queue<string>([root]);
            while (folders.TryDequeue(out var folder))
            {
                List<FileSystemInfo> entries;
                try
                {
                    entries =
                    [
                        .. new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(static entry => entry.Name, StringComparer.Ordinal),
                    ];
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    _overlooked.Add(Overlooked.Unreadable, $"{FilePath.Show(folder, scope.Workspace)}/");
                    continue;
                }

                foreach (var entry in entries)
                {
                    if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
                    {
                        continue;
                    }
                    if (entry is not DirectoryInfo)
                    {
                        yield return entry.FullName;
                    }
                    else if (entry.Name != ".git" && !FilePath.IsSpecial(entry.FullName))
                    {
                        // A closed folder is not even walked: its names may say enough.
                        if (call.Covers(new Effect.Read(entry.FullName)))
                        {
                            folders.Enqueue(entry.FullName);
                        }
                        else
                        {
                            _closed++;
                        }
                    }
                }
            }
        }

        private void Visit(string path, CancellationToken ct)
        {
            if (files.Length > 0 && !NameGlob.Matches(files, path, call.Context.Workspace))
            {
                return;
            }
            // The gate has decided on the folder; a rule may still close a single file in it.
            if (!call.Covers(new Effect.Read(path)))
            {
                _closed++;
                return;
            }

            var shown = FilePath.Show(path, scope.Workspace);
            if (text.Length == 0)
            {
                Add(shown);
                return;
            }

            using var handle = SafeFile.OpenRead(path, scope.Protected, out var status, out _);
            if (handle is null)
            {
                _overlooked.Add(Overlooked.Unreadable, shown);
                return;
            }

            // One that is named is worth the time; among thousands it would keep the rest waiting.
            if (status.Size > MaxFileSize && !_isNamed)
            {
                _overlooked.Add($"larger than {MaxFileSize >> 20} MB; search one by its path", shown);
                return;
            }

            using var stream = new FileStream(handle, FileAccess.Read, 0);
            try
            {
                var reader = new LineReader(stream, ct);
                if (TextKind.IsBinary(reader.Beginning))
                {
                    _overlooked.Add("binary", shown);
                    return;
                }

                var wasCut = false;
                while (!_full && reader.TryRead(MaxLineBytes, out var line, out var cut))
                {
                    wasCut |= cut;
                    if (line.IndexOf(text, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                    {
                        Add($"{shown}:{reader.Line - 1}: {Around(line, at)}");
                    }
                }

                if (wasCut)
                {
                    _overlooked.Add($"with lines over {MaxLineBytes >> 20} MB, of which only the beginning was looked at", shown);
                }
            }
            catch (IOException)
            {
                _overlooked.Add(Overlooked.Unreadable, shown);
            }
        }

        private void Add(string line)
        {
            if (_matches == MaxMatches || _found.Length + line.Length > scope.Limits.ResultLimit - RoomForNotes)
            {
                _full = true;
                return;
            }

            _matches++;
            _found.Append(line).Append('\n');
        }

        private static string Around(string line, int at)
        {
            if (line.Length <= MaxLine)
            {
                return line.Trim();
            }
            var from = Math.Max(0, at - MaxLine / 3);
            return $"...{line.Substring(from, Math.Min(MaxLine, line.Length - from))}...";
        }
    }
}
