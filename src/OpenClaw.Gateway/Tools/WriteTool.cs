using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools;

/// <summary>Creates a file or replaces it whole.</summary>
internal sealed class WriteTool()
    : BuiltInTool(
        "write",
        "Create a file or replace all of it.",
        """{"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}},"required":["path","content"]}"""
    )
{
    protected override bool BindsFiles => true;

    protected override ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct)
    {
        var (text, content) = (given.Text("path"), given.Text("content"));
        if (FilePath.Find(text, scope.Workspace, out var complaint) is not { } path)
        {
            return Refused(complaint);
        }
        if (FileStatus.Of(path.Real) is { IsRegular: false } other)
        {
            return Refused($"'{path.Shown}' is a {other.Kind}, not a file");
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

    protected override Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct) =>
        Task.Run(() => Write(given.Text("path"), Encoding.UTF8.GetBytes(given.Text("content")), scope), ct);

    private static ToolResult Write(string path, byte[] content, ToolScope scope)
    {
        var shown = FilePath.Show(path, scope.Workspace);
        return SafeFile.Replace(path, content) is { } problem
            ? ToolResult.Failure($"'{shown}' was not written: it {problem}")
            : new ToolResult($"wrote {content.Length} bytes to {shown}");
    }
}
