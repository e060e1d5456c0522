using System.Text;

namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>One request to an HTTP server, as far as its first byte's line and its whole body tell.</summary>
internal sealed record SentRequest(string Path, string Body, int Begin);

/// <summary>Puts the requests of a trace together that begin with some words, from as many calls as it took to send each.</summary>
internal sealed class SentRequests(string head)
{
    private readonly byte[] _head = Encoding.ASCII.GetBytes(head);
    private readonly Dictionary<string, (int Begin, List<byte> Bytes)> _open = [];

    /// <summary>The request whose last byte this call sent.</summary>
    public SentRequest? Read(TraceCall call)
    {
        if (call.Name is not ("sendto" or "sendmsg") || !call.Succeeded)
        {
            return null;
        }
        var data = call.Data;
        if (data.AsSpan().StartsWith(_head))
        {
            _open[call.Target] = (call.Begin, []);
        }
        if (!_open.TryGetValue(call.Target, out var request))
        {
            return null;
        }
        request.Bytes.AddRange(data);
        if (Body(request.Bytes) is not { } body)
        {
            return null;
        }
        _open.Remove(call.Target);
        return new SentRequest(
            Encoding.ASCII.GetString([.. request.Bytes.Skip("POST ".Length).TakeWhile(static b => b != ' ')]),
            body,
            request.Begin
        );
    }

    /// <summary>The body, once all of it was sent.</summary>
    private static string? Body(List<byte> sent)
    {
        var text = Encoding.Latin1.GetString([.. sent]);
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return null;
        }
        var length = text[..head]
            .Split("\r\n")
            .First(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Split(':')[1];
        return sent.Count - head - 4 >= int.Parse(length) ? Encoding.UTF8.GetString([.. sent.Skip(head + 4)]) : null;
    }
}
