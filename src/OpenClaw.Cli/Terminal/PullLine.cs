namespace OpenClaw.Cli.Terminal;

/// <summary>How far a model has come: one line in its place on a terminal, elsewhere a line for each tenth.</summary>
internal sealed class PullLine(TextWriter to, bool isTerminal)
{
    private const int Bar = 30,
        LongestStatus = 30;

    private const string ToLineEnd = "\e[K";

    private string? _last;
    private (string Status, long Tenth) _told;
    private bool _isOpen;

    /// <summary>The server reports many times a second; what looks the same is not written again.</summary>
    public void Show(PullProgress progress)
    {
        if (isTerminal)
        {
            var line = Clip(progress) + Progress(progress, withBar: true);
            if (line == _last)
            {
                return;
            }
            to.Write($"\r{_last = line}{ToLineEnd}");
            to.Flush();
            _isOpen = true;
            return;
        }

        var tenth = progress is { Total: > 0, Completed: { } done } ? done * 10 / progress.Total.Value : 0;
        if (_told == (progress.Status, tenth))
        {
            return;
        }
        _told = (progress.Status, tenth);
        to.WriteLine($"{Escaping.Line(progress.Status)}{Progress(progress, withBar: false)}");
    }

    /// <summary>What comes next begins on a line of its own.</summary>
    public void End()
    {
        if (_isOpen)
        {
            to.WriteLine();
        }
        _isOpen = false;
    }

    private static string Clip(PullProgress progress) => Wrapping.Clip(Escaping.Line(progress.Status), LongestStatus);

    private static string Progress(PullProgress progress, bool withBar)
    {
        if (progress is not { Total: > 0 and var total, Completed: { } done })
        {
            return "";
        }
        var full = (int)Math.Clamp(done * Bar / total, 0, Bar);
        var bar = withBar ? $" [{new string('#', full)}{new string('.', Bar - full)}]" : ":";
        return $"{bar} {done * 100 / total}% of {Ages.Megabytes(total)}";
    }
}
