using System.Buffers;

namespace OpenClaw.Models.Providers.OpenAi;

/// <summary>Server-sent events, fed line by line.</summary>
/// <param name="onData">Takes an event's data; false stops.</param>
/// <param name="onError">Takes the data of an event named <c>error</c>.</param>
/// <param name="onLife">Called at a comment: servers send them to keep the line open while a model loads or waits its turn.</param>
internal sealed class SseReader(Func<string, bool> onData, Action<string> onError, Action onLife)
{
    private readonly StringBuilder _data = new();
    private bool _any,
        _isError;

    public bool Add(ReadOnlySequence<byte> line)
    {
        if (line.IsEmpty)
        {
            return Dispatch();
        }

        var text = Encoding.UTF8.GetString(line).TrimStart('\uFEFF');
        if (text.StartsWith("data:", StringComparison.Ordinal))
        {
            if (_any)
            {
                _data.Append('\n');
            }

            // One space after the colon belongs to the format.
            _data.Append(text.AsSpan(text.Length > 5 && text[5] == ' ' ? 6 : 5));
            _any = true;
        }
        else if (text.StartsWith("event:", StringComparison.Ordinal))
        {
            _isError = text.AsSpan(6).Trim() is "error";
        }
        else if (text.StartsWith(':'))
        {
            onLife();
        }

        return true;
    }

    /// <summary>The body ended: an event without the empty line after it counts too.</summary>
    public bool End() => Dispatch();

    private bool Dispatch()
    {
        var isError = _isError;
        _isError = false;
        if (!_any)
        {
            return true;
        }

        var data = _data.ToString();
        _data.Clear();
        _any = false;
        if (isError)
        {
            onError(data);
        }

        return onData(data);
    }
}
