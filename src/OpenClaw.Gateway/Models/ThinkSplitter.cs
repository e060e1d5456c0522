using System.Text;

namespace OpenClaw.Models;

/// <summary>
/// Keeps apart what a model thinks aloud in its text, between <c>&lt;think&gt;</c> tags at the very beginning. Servers that know a model's template do this
/// themselves; asked not to think, some hand the tags through.
/// </summary>
internal sealed class ThinkSplitter(Action<string> text, Action<string> thinking)
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private readonly StringBuilder _held = new();
    private State _state;

    private enum State { Start, Thinking, AfterThinking, Text }

    public void Add(string delta)
    {
        if (_state == State.Text)
        {
            text(delta);
            return;
        }

        _held.Append(delta);
        while (Step())
        {
        }
    }

    /// <summary>The reply ended: what is held back belongs to where we stand.</summary>
    public void End()
    {
        if (_held.Length > 0)
        {
            Emit(_state == State.Thinking ? thinking : text, _held.Length);
        }
    }

    private bool Step()
    {
        var held = _held.ToString();
        switch (_state)
        {
            case State.Start:
                var begin = held.TrimStart();
                if (begin.StartsWith(Open, StringComparison.Ordinal))
                {
                    _held.Remove(0, held.Length - begin.Length + Open.Length);
                    _state = State.Thinking;
                    return true;
                }

                // White space without an end is no beginning of a thought, and looking at it again with each piece would be quadratic.
                if (Open.StartsWith(begin, StringComparison.Ordinal) && _held.Length < 256)
                {
                    return false;
                }

                _state = State.Text;
                Emit(text, _held.Length);
                return false;

            case State.Thinking:
                var close = held.IndexOf(Close, StringComparison.Ordinal);
                if (close >= 0)
                {
                    Emit(thinking, close);
                    _held.Remove(0, Close.Length);
                    _state = State.AfterThinking;
                    return true;
                }

                Emit(thinking, held.Length - PartialTail(held));
                return false;

            case State.AfterThinking:
                // The blank line between the thought and the answer belongs to neither.
                var rest = held.TrimStart();
                if (rest.Length == 0)
                {
                    _held.Clear();
                    return false;
                }

                _held.Remove(0, held.Length - rest.Length);
                _state = State.Text;
                Emit(text, _held.Length);
                return false;

            default:
                return false;
        }
    }

    private void Emit(Action<string> to, int length)
    {
        if (length <= 0)
        {
            return;
        }

        var part = _held.ToString(0, length);
        _held.Remove(0, length);
        to(part);
    }

    /// <summary>How many characters at the end may be the beginning of the closing tag.</summary>
    private static int PartialTail(string held)
    {
        for (var length = Math.Min(Close.Length - 1, held.Length); length > 0; length--)
        {
            if (held.AsSpan(held.Length - length).SequenceEqual(Close.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
