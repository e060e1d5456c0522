using System.Buffers;
using System.Text;

namespace OpenClaw.Models.OpenAi;

/// <summary>Server-sent events, fed line by line. Only their data matters here; comments, which some servers send to keep a line open, are dropped.</summary>
/// <param name="onData">Takes an event's data; false stops.</param>
internal sealed class SseReader(Func<string, bool> onData)
{
    private readonly StringBuilder _data = new();
    private bool _any;

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

        return true;
    }

    /// <summary>The body ended: an event without the empty line after it counts too.</summary>
    public bool End() => Dispatch();

    private bool Dispatch()
    {
        if (!_any)
        {
            return true;
        }

        var data = _data.ToString();
        _data.Clear();
        _any = false;
        return onData(data);
    }
}
