using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools;

/// <summary>Creates a file or replaces it whole.</summary>
internal sealed class WriteTool : Tool
{
    public override string Name => "write";

    public override string Description => "Create a file or replace all of it.";

    public override string Schema =>
        """{"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}},"required":["path","content"]}""";

    public override ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct)
    {
        var given = new ToolArguments(arguments, "path", "content");
        var (text, content) = (given.Text("path"), given.Text("content"));
        return given.Complaint is { } wrong ? new(new ToolIntent.Refused(wrong)) : new(Task.Run(() => Bind(), ct));

        ToolIntent Bind()
        {
            if (FilePath.Find(text, scope.Workspace, out var complaint) is not { } path)
            {
                return new ToolIntent.Refused(complaint);
            }
            if (FileStatus.Of(path.Real) is { IsRegular: false } other)
            {
                return new ToolIntent.Refused($"'{path.Shown}' is a {other.Kind}, not a file");
            }
            // What is about to be lost is part of what an approver agrees to.
            var hash = new CallHashes(ct).Of(path.Real);
            var what = hash.Sha256 == FileHash.Absent ? "create" : "replace";
            return new ToolIntent.Ready(
                CanonicalJson.Of(("path", path.Real), ("content", content)),
                [.. FileEffects.Write(path.Real, scope.Protected)],
                new CallBinding(null, [], [hash]),
                $"{what} {path.Shown} ({Encoding.UTF8.GetByteCount(content)} bytes):{CallHashes.Note([hash])}\n{content}"
            );
        }
    }

    public override Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        using var canonical = JsonDocument.Parse(call.Context.Arguments);
        var given = new ToolArguments(canonical.RootElement, "path", "content");
        var (path, content) = (given.Text("path"), given.Text("content"));
        return Task.Run(
            () =>
            {
                var shown = FilePath.Show(path, scope.Workspace);
                var bytes = Encoding.UTF8.GetBytes(content);
                return SafeFile.Replace(path, bytes) is { } problem
                    ? ToolResult.Failure($"'{shown}' was not written: it {problem}")
                    : new ToolResult($"wrote {bytes.Length} bytes to {shown}");
            },
            ct
        );
    }
}
