namespace OpenClaw.Tools;

/// <summary>A call was stopped while it ran.</summary>
/// <param name="output">What it had shown until then.</param>
internal sealed class ToolStoppedException(string output, CancellationToken stop) : OperationCanceledException(stop)
{
    public string Output { get; } = output;
}
