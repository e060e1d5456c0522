using OpenClaw.Control.Api;
using OpenClaw.Turns;

namespace OpenClaw.Web.Page;

/// <summary>
/// What the turns that run now have said and done so far: a page that is opened or comes back in the middle of one is told it again, as the
/// events it has missed. On the loop.
/// </summary>
internal sealed class LiveTurns(TimeProvider time)
{
    /// <summary>Characters that are kept of one turn. What comes after them is shown when it has ended.</summary>
    private const int MostKept = 64 << 10;

    /// <summary>Of one result. The transcript has all of it.</summary>
    private const int MostOfResult = 2 << 10;

    private readonly Dictionary<SessionKey, Steps> _turns = [];
    private IDisposable? _hears;

    /// <summary>Begins to hear; once, and for good.</summary>
    public void Follow(EventHub events) => _hears ??= events.Subscribe(Handle);

    /// <summary>The events that a page of somebody who may see these sessions has missed.</summary>
    public IEnumerable<ControlEvent> Missed(Func<SessionKey, bool> maySee) =>
        _turns
            .Where(turn => maySee(turn.Key))
            .SelectMany(static turn => Joined(turn.Value))
            .Select(happened => EventShapes.Of(happened, time.GetUtcNow()));

    private void Handle(GatewayEvent happened)
    {
        if (happened.Session is not { } session)
        {
            return;
        }
        switch (happened)
        {
            case GatewayEvent.TurnStarted:
                _turns[session] = new Steps { happened };
                break;
            case GatewayEvent.TurnEnded { JoinedTo: null }:
                _turns.Remove(session);
                break;
            // A model that failed in the middle of its words: the next one begins anew.
            case GatewayEvent.ModelFailed when _turns.TryGetValue(session, out var failed):
                failed.RemoveAll(static step => step is GatewayEvent.TextDelta);
                failed.Add(happened);
                break;
            // Words of the model calls before are dropped as well; the page reads them again at the end.
            case GatewayEvent.WordsWereThought when _turns.TryGetValue(session, out var thought):
                thought.RemoveAll(static step => step is GatewayEvent.TextDelta);
                break;
            case GatewayEvent.TextDelta
            or GatewayEvent.ToolDecided
            or GatewayEvent.ToolEnded when _turns.TryGetValue(session, out var steps) && steps.Kept < MostKept:
                var step = happened is GatewayEvent.ToolEnded { Text.Length: > MostOfResult } ended
                    ? ended with
                    {
                        Text = ended.Text[^MostOfResult..],
                    }
                    : happened;
                steps.Kept +=
                    step switch
                    {
                        GatewayEvent.TextDelta text => text.Text.Length,
                        GatewayEvent.ToolEnded result => result.Text.Length,
                        GatewayEvent.ToolDecided call => call.Display.Length,
                        _ => 0,
                    } + 16;
                Add(steps, step);
                break;
        }
    }

    /// <summary>Words that follow words are one step, gathered sixteen at a time: a string that grew with each word would be copied with
    /// each word.</summary>
    private static void Add(List<GatewayEvent> steps, GatewayEvent step)
    {
        steps.Add(step);
        if (step is not GatewayEvent.TextDelta || steps.Count < 32)
        {
            return;
        }
        var tail = steps.FindLastIndex(static other => other is not GatewayEvent.TextDelta) + 1;
        if (steps.Count - tail < 16)
        {
            return;
        }
        var joined = Joined(steps[tail..]).ToArray();
        steps.RemoveRange(tail, steps.Count - tail);
        steps.AddRange(joined);
    }

    private static IEnumerable<GatewayEvent> Joined(List<GatewayEvent> steps)
    {
        var text = new StringBuilder();
        GatewayEvent? last = null;
        foreach (var step in steps)
        {
            if (step is GatewayEvent.TextDelta delta)
            {
                last = step;
                text.Append(delta.Text);
                continue;
            }

            if (last is not null)
            {
                yield return Words();
            }
            yield return step;
        }

        if (last is not null)
        {
            yield return Words();
        }

        GatewayEvent Words()
        {
            var words = new GatewayEvent.TextDelta(text.ToString()) { Session = last!.Session, Turn = last.Turn };
            (last, _) = (null, text.Clear());
            return words;
        }
    }

    private sealed class Steps : List<GatewayEvent>
    {
        /// <summary>Characters, and a little for each step.</summary>
        public int Kept { get; set; }
    }
}
