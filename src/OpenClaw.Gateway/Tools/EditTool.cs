using System.Security.Cryptography;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools;

/// <summary>Replaces an exact piece of a text file. Works on bytes, so that what is not replaced stays as it is: line ends, a byte order
/// mark, the last newline.</summary>
internal sealed class EditTool()
    : BuiltInTool(
        "edit",
        "Replace exact text in a file; old must occur once unless all is true.",
        """{"type":"object","properties":{"path":{"type":"string"},"old":{"type":"string"},"new":{"type":"string"},"all":{"type":"boolean"}},"required":["path","old","new"]}"""
    )
{
    private const long MaxSize = 16 << 20;

    protected override bool BindsFiles => true;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (text, old, replacement, all) = (given.Text("path"), given.Text("old"), given.Text("new"), given.Flag("all"));
        if (old.Length == 0)
        {
            return Refused("'old' is empty; use write for a new file");
        }
        if (old == replacement)
        {
            return Refused("'old' and 'new' are the same");
        }
        if (FilePath.Find(text, scope.Workspace, out var complaint) is not { } path)
        {
            return Refused(complaint);
        }
        // Whether the text is in the file is not looked at before the gate has spoken: the answer would tell about a file that may be
        // closed.
        var hash = new CallHashes(ct).Of(path.Real);
        return new ToolIntent.Ready(
            CanonicalJson.Of(("path", path.Real), ("old", old), ("new", replacement), ("all", all)),
            [.. FileEffects.Read(path.Real, scope.Protected), .. FileEffects.Write(path.Real, scope.Protected)],
            new CallBinding(null, [], [hash]),
            $"edit {path.Shown}{(all ? ", each place" : "")}\n{Lines("- ", old)}\n{Lines("+ ", replacement)}{CallHashes.Note([hash])}"
        );

        static string Lines(string mark, string text) => string.Join('\n', text.Split('\n').Select(line => mark + line));
    }

    protected override Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        var (path, old, replacement, all) = (given.Text("path"), given.Text("old"), given.Text("new"), given.Flag("all"));
        var bound = call.Context.Binding.Hashes;
        return Task.Run(() => Edit(path, old, replacement, all, bound, scope), ct);
    }

    private static ToolResult Edit(string path, string old, string replacement, bool all, EquatableArray<FileHash> bound, ToolScope scope)
    {
        var shown = FilePath.Show(path, scope.Workspace);
        if (SafeFile.ReadAll(path, MaxSize, scope.Protected, out var problem) is not { } content)
        {
            return ToolResult.Failure($"'{shown}' {problem}");
        }
        if (bound.FirstOrDefault(hash => hash.Path == path) is { } was && was.Sha256 != Convert.ToHexStringLower(SHA256.HashData(content)))
        {
            return ToolResult.Failure($"'{shown}' was changed by someone else meanwhile; read it again");
        }
        var encoding = TextKind.Utf16Of(content);
        var unit = encoding is null ? 1 : 2;
        encoding ??= Encoding.UTF8;
        if (unit == 1 && TextKind.IsBinary(content))
        {
            return ToolResult.Failure($"'{shown}' is not text: {TextKind.Describe(content)}");
        }

        var (find, put) = (encoding.GetBytes(old), encoding.GetBytes(replacement));
        var places = Places(content, find, unit);
        if (places.Count == 0 && Places(content, encoding.GetBytes("\r\n"), unit).Count > 0 && !old.Contains('\r'))
        {
            // The file has Windows line ends, which a model does not see and does not write.
            (find, put) = (encoding.GetBytes(old.Replace("\n", "\r\n")), encoding.GetBytes(replacement.ReplaceLineEndings("\r\n")));
            places = Places(content, find, unit);
        }

        if (places.Count == 0)
        {
            return ToolResult.Failure($"'old' is not in '{shown}'{Hint(content, old)}");
        }
        if (places.Count > 1 && !all)
        {
            return ToolResult.Failure(
                $"'old' is in '{shown}' {places.Count} times, at lines {LineNumbers(content, places, encoding)}; give more of the text around it, or all=true"
            );
        }

        using var changed = new MemoryStream(content.Length);
        var at = 0;
        foreach (var place in places)
        {
            changed.Write(content.AsSpan(at, place - at));
            changed.Write(put);
            at = place + find.Length;
        }

        changed.Write(content.AsSpan(at));
        return SafeFile.Replace(path, changed.GetBuffer().AsSpan(0, (int)changed.Length)) is { } why
            ? ToolResult.Failure($"'{shown}' was not written: it {why}")
            : new ToolResult($"edited {shown} at line {LineNumbers(content, places, encoding)}");
    }

    /// <param name="unit">Bytes of the smallest piece of a letter: what begins between two is no letter of the text.</param>
    private static List<int> Places(ReadOnlySpan<byte> content, ReadOnlySpan<byte> find, int unit)
    {
        var places = new List<int>();
        for (var at = 0; content[at..].IndexOf(find) is >= 0 and var next; )
        {
            at += next;
            if (at % unit != 0)
            {
                at++;
                continue;
            }

            places.Add(at);
            at += find.Length;
        }

        return places;
    }

    private static string LineNumbers(byte[] content, List<int> places, Encoding encoding)
    {
        const int named = 10;
        var numbers = string.Join(
            ", ",
            places.Take(named).Select(place => encoding.GetString(content, 0, place).Count(static letter => letter == '\n') + 1)
        );
        return places.Count > named ? numbers + ", ..." : numbers;
    }

    private static string Hint(byte[] content, string old)
    {
        var text = TextKind.Decode(content);
        if (Nearest.Line(text, old) is not { } near)
        {
            return "; read the file and copy the text exactly";
        }
        var first = old.Split('\n').FirstOrDefault(static line => line.Trim().Length > 0) ?? old;
        var how =
            first.Trim() == near.Line.Trim()
                ? first == near.Line
                    ? "agrees, what follows does not"
                    : "differs in white space"
                : "is nearest";
        var line = near.Line.Length > 200 ? near.Line[..200] + "..." : near.Line;
        return $"; line {near.Number} {how}: {line}";
    }
}
