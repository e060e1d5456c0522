using System.IO.Pipelines;

namespace OpenClaw.Control.Transport;

/// <summary>The two ends of one socket's stream. Completing them leaves the stream to its owner.</summary>
internal sealed class StreamPipe(Stream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
