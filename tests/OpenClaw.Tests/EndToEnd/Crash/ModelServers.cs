using System.Net;
using System.Net.Sockets;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The models of one run, outside the process that is killed: one that answers, one that answers with an error, and a port that
/// refuses.</summary>
internal sealed class ModelServers : IAsyncDisposable
{
    private readonly OllamaDouble _answering;
    private readonly RawServer _failing = new(static _ => RawReply.Http(500, """{"error":"out of order"}"""));
    private readonly Socket _refusing = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ModelServers(Func<ModelPrompt, ModelTurn> model)
    {
        _answering = new OllamaDouble(model);
        // Bound and not listening: nobody else can take the port meanwhile.
        _refusing.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public Uri Answering => _answering.Url;

    /// <summary>One that nobody listens on.</summary>
    public Uri Refusing => new($"http://127.0.0.1:{((IPEndPoint)_refusing.LocalEndPoint!).Port}");

    /// <summary>One that answers with an error.</summary>
    public Uri Failing => _failing.Url;

    public async ValueTask DisposeAsync()
    {
        await _answering.DisposeAsync();
        await _failing.DisposeAsync();
        _refusing.Dispose();
    }
}
