using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Forms;

/// <summary>One way in which models print calls. It is only asked at places where a call may stand, and knows nothing of what is around
/// it.</summary>
/// <param name="open">The mark with which it begins, or nothing.</param>
/// <param name="close">The mark that ends it, which may be missing; or nothing.</param>
internal abstract class CallForm(string open, string close, CallPlace place = CallPlace.Line)
{
    public CallPlace Place { get; } = place;

    protected string Open { get; } = open;

    protected string Close { get; } = close;

    /// <summary>Whether the text begins with this form. <see cref="Beginning.Perhaps"/> while it is too short to tell.</summary>
    public virtual Beginning Begins(ReadOnlySpan<char> text)
    {
        var begins = MarkText.Begins(text, Open, StringComparison.Ordinal);
        return begins == Beginning.Yes ? BeginsBehind(text[Open.Length..]) : begins;
    }

    /// <summary>The same for a form that only the offered tools' names make one.</summary>
    public virtual Beginning Begins(CallText text, int at) => Begins(text.From(at));

    /// <summary>Reads one call, or a list that the form holds together, with the marks that close it.</summary>
    public abstract CallReading Read(CallText text, int at);

    /// <summary>Whether what stands behind the opening mark makes it this form.</summary>
    protected virtual Beginning BeginsBehind(ReadOnlySpan<char> rest) => Beginning.Yes;

    /// <summary>Reads the arguments of a call as JSON.</summary>
    /// <param name="begin">Where the call begins.</param>
    /// <param name="mayBreak">What cannot be read was meant as a call all the same.</param>
    protected CallReading ReadArguments(CallText text, int begin, string name, int at, bool mayBreak)
    {
        var json = LooseJson.Read(text, at);
        return json.Kind switch
        {
            LooseJsonKind.Read => CallReading.One(name, Json.Text(json.Value), End(text, begin, json.End)),
            LooseJsonKind.Incomplete => CallReading.Incomplete,
            LooseJsonKind.Unreadable when mayBreak => CallReading.Broken(BrokenEnd(text, json.End)),
            _ => CallReading.NoCall,
        };
    }

    /// <summary>Where a call ends whose JSON ends at a place.</summary>
    protected virtual int End(CallText text, int begin, int at) => BehindClose(text, CallForms.BehindSurplus(text, begin, at, Close));

    /// <summary>Where a call ends whose JSON could be read up to a place.</summary>
    protected virtual int BrokenEnd(CallText text, int at) => text.Length;

    /// <summary>Behind the closing mark, if there is one. A missing one is forgiven.</summary>
    protected int BehindClose(CallText text, int at)
    {
        var next = text.SkipSpace(at);
        return Close.Length > 0 && text.Has(next, Close) ? next + Close.Length : at;
    }
}
