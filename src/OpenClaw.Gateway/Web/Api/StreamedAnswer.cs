namespace OpenClaw.Web.Api;

/// <summary>
/// What a turn says, as it can be streamed to somebody who cannot be told to forget it: the words of all its model calls, a blank line
/// between them. The whole of a completed answer is the last of them.
/// </summary>
internal sealed class StreamedAnswer
{
    private const int LongestEnd = 64;
    private const string Between = "\n\n";
    private const string Anew = "\n\n[the model failed in the middle of this; the answer begins anew]\n\n";

    private const string Thought = "\n\n[this was a thought; the answer follows]\n\n";

    private readonly StringBuilder _words = new();
    private int _said;
    private string _lead = "";
    private bool _isElsewhere;

    /// <summary>What to say now; null for nothing.</summary>
    public string? Handle(GatewayEvent happened)
    {
        switch (happened)
        {
            case GatewayEvent.TextDelta delta when !_isElsewhere:
                _words.Append(delta.Text);
                return Next();
            case GatewayEvent.ModelFailed:
                Begin(Anew);
                return null;
            case GatewayEvent.WordsWereThought:
                Begin(Thought);
                return null;
            case GatewayEvent.ModelAsked:
                Begin(Between);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The message went into another turn, of which half may have been said: only its end is waited for.</summary>
    public void JoinOther()
    {
        Begin(Between);
        _isElsewhere = true;
    }

    /// <summary>What is left to say of an answer; null for nothing.</summary>
    public string? End(string? answer)
    {
        if (string.IsNullOrEmpty(answer))
        {
            return null;
        }
        if (_said == 0)
        {
            return Led(answer);
        }
        // Servers begin and end with blanks now and then, which an answer is rid of.
        var said = _words.ToString(0, _said).TrimStart();
        // Nor is the end of what was said a part of an answer that ends with the word for nothing more.
        return answer.StartsWith(said, StringComparison.Ordinal) && answer.Length > said.Length ? answer[said.Length..] : null;
    }

    private void Begin(string lead)
    {
        if (_said > 0)
        {
            _lead = lead;
        }
        _words.Clear();
        _said = 0;
    }

    private string? Next()
    {
        // The last line may become the word for nothing to say. Where it is longer than this it is not.
        var from = Math.Max(0, _words.Length - LongestEnd);
        var end = from + NoReply.Certain(_words.ToString(from, _words.Length - from));
        if (end <= _said)
        {
            return null;
        }
        // Half a character: its other half comes with the next words.
        if (char.IsHighSurrogate(_words[end - 1]))
        {
            end--;
        }
        if (end <= _said)
        {
            return null;
        }
        var next = _words.ToString(_said, end - _said);
        if (_said == 0)
        {
            next = Led(next.TrimStart());
        }
        _said = end;
        return next;
    }

    private string Led(string words)
    {
        var led = _lead + words;
        _lead = "";
        return led;
    }
}
