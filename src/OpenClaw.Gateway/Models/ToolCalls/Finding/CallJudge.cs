using OpenClaw.Models.Clients;
using OpenClaw.Models.ToolCalls.Forms;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>Reads the calls that begin at a place where calls may stand, and decides by what is around them whether they are the
/// answer.</summary>
internal static class CallJudge
{
    public static CallReading Judge(CallText text, int at, CallBefore before)
    {
        var first = CallForms.Read(text, at, CallForms.All, out var form);
        switch (first.Kind)
        {
            case CallReadingKind.NoCall or CallReadingKind.Incomplete:
                return first;
            case CallReadingKind.Broken:
                return JudgeBroken(text, first.End, form, before);
        }

        var calls = new List<ToolCall>(first.Calls);
        if (!ReadFurther(text, first.End, form.Place, calls, out var end))
        {
            return CallReading.Incomplete;
        }

        var after = After(text, end);
        if (!text.IsWhole)
        {
            // Only words behind the call can settle it before the answer ends, and only to the effect that it is text.
            return after < text.Length - EndMarks.Longest && !Counts(text, end, after, form.Place, before)
                ? CallReading.NoCallUntil(end)
                : CallReading.Incomplete;
        }

        return Counts(text, end, after, form.Place, before) ? CallReading.Of(calls, end) : CallReading.NoCallUntil(end);
    }

    private static CallReading JudgeBroken(CallText text, int end, CallForm form, CallBefore before)
    {
        if (!text.IsWhole)
        {
            return CallReading.Incomplete;
        }

        // How far a broken call reaches is a guess, which settles nothing of what stands behind it.
        return Counts(text, end, After(text, end), form.Place, before) ? CallReading.Broken(0) : CallReading.NoCallUntil(end);
    }

    /// <summary>Reads the calls that follow directly. False when more of the answer is needed.</summary>
    private static bool ReadFurther(CallText text, int from, CallPlace place, List<ToolCall> calls, out int end)
    {
        end = from;
        var form = CallForms.All[0];
        while (true)
        {
            var next = Between(text, end);
            var reading =
                next < text.Length
                    ? CallForms.Read(text, next, place == CallPlace.Alone ? CallForms.All : CallForms.AmongOthers, out form)
                    : CallReading.NoCall;
            if (reading.Kind == CallReadingKind.Incomplete)
            {
                return false;
            }

            // Bare JSON behind a call is held to its own rule: with words behind it, it is part of what is cut off.
            if (
                reading.Kind != CallReadingKind.Calls
                || (form.Place == CallPlace.Last && place == CallPlace.Line && After(text, reading.End) < text.Length)
            )
            {
                return true;
            }

            calls.AddRange(reading.Calls);
            end = reading.End;
        }
    }

    /// <summary>Where a call may stand, in one place.</summary>
    private static bool Counts(CallText text, int end, int after, CallPlace place, CallBefore before)
    {
        var wordsAfter = after < text.Length;
        return place switch
        {
            CallPlace.Alone => before != CallBefore.Words && !wordsAfter,
            CallPlace.Last => !wordsAfter,
            _ => !wordsAfter || (before == CallBefore.Nothing && !GoesOn(text, end, after)),
        };
    }

    /// <summary>A sentence that goes on behind the call, on its line, is a sentence about the call.</summary>
    private static bool GoesOn(CallText text, int end, int after)
    {
        if (text.Span[end..after].ContainsAny('\n', '\r'))
        {
            return false;
        }

        return text.Span[after] != '<' && (after > end || !char.IsLetterOrDigit(text.Span[after]));
    }

    private static int Between(CallText text, int at)
    {
        at = After(text, at);
        while (at < text.Length && (text.Span[at] is ';' or ','))
        {
            at = text.SkipSpace(at + 1);
        }

        return at;
    }

    /// <summary>Behind the white space and the end marks that follow a call: those are not words.</summary>
    private static int After(CallText text, int at)
    {
        at = text.SkipSpace(at);
        while (EndMarks.LengthAt(text.From(at)) is > 0 and var length)
        {
            at = text.SkipSpace(at + length);
        }

        return at;
    }
}

/// <summary>What stands in an answer before a call.</summary>
internal enum CallBefore
{
    Nothing,

    /// <summary>A thought in the answer's own text. It may quote, so words behind the call are taken for its continuation and not for an
    /// invented result.</summary>
    Thought,

    Words,
}
