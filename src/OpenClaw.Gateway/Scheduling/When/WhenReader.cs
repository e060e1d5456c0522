using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling.When;

/// <summary>
/// Reads when somebody wants to be reminded: a small grammar of what people and models write in English, ISO dates, and cron expressions.
/// What can be meant in two ways is not guessed: the complaint says what to write instead. Pure: now and the zone are arguments.
/// </summary>
/// <remarks>
/// <c>once = "in" amounts [time] | [day] time</c>, in any order; <c>again = "every" (amount | days) [time]</c>. See the tests for what each
/// of them takes. </remarks>
internal sealed partial class WhenReader
{
    public const string Examples =
        "write for example: in 20 minutes, tomorrow at 9:00, 2026-12-24 18:00, every Monday at 9:00, every 15 minutes, or a cron expression";

    /// <summary>Longer than anybody says a time.</summary>
    private const int LongestText = 300;

    private readonly DateTimeOffset _now;
    private readonly TimeZoneInfo _zone;
    private readonly DateTime _local;
    private List<WhenToken> _tokens = [];
    private string _text = "";

    // "evening", as in "every evening at 8".
    private string? _part;
    private int _at;
    private string? _complaint;

    private WhenReader(DateTimeOffset now, TimeZoneInfo zone)
    {
        _now = now;
        _zone = zone;
        _local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
    }

    /// <summary>Null when it cannot be told, and why.</summary>
    public static WhenTime? Read(string text, DateTimeOffset now, TimeZoneInfo zone, out string complaint)
    {
        if (text.Length <= LongestText && WithoutZone(text, out var named, out var rest))
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(named, out var other))
            {
                complaint = $"'{Short(text)}': there is no time zone '{named}'; write one as in Europe/Berlin, or none for {zone.Id}";
                return null;
            }

            return Read(rest, now, other, out complaint) is { } elsewhere ? elsewhere with { Zone = other } : null;
        }

        var reader = new WhenReader(now, zone);
        if (text.Length > LongestText)
        {
            complaint = $"'{Short(text)}': that is {text.Length} characters, and a time is at most {LongestText}; {Examples}";
            return null;
        }

        var time = reader.Read(text.Trim().TrimEnd('.', '!'));
        if (time is not null && reader._complaint is null && time.Schedule.Next(now, zone) is null)
        {
            reader.Complain("that is past");
        }
        complaint = reader._complaint is { } wrong ? $"'{Short(text)}': {wrong}" : "";
        return reader._complaint is null ? time : null;
    }

    /// <summary>Takes out the name of a zone as the IANA database has it: letters, a slash, and no white space
    /// (<c>America/Argentina/Ushuaia</c>).</summary>
    private static bool WithoutZone(string text, out string zone, out string rest)
    {
        (zone, rest) = ("", text);
        var slash = text.IndexOf('/');
        if (slash <= 0 || !char.IsAsciiLetter(text[slash - 1]))
        {
            return false;
        }
        var (from, to) = (slash, slash);
        while (from > 0 && IsOfName(text[from - 1]))
        {
            from--;
        }
        while (to < text.Length && (text[to] == '/' || IsOfName(text[to])))
        {
            to++;
        }
        (zone, rest) = (text[from..to], text.Remove(from, to - from));
        return char.IsAsciiLetter(zone[0]);

        static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+';
    }

    private WhenTime? Read(string text)
    {
        _text = text;
        if (text.Length == 0)
        {
            return Complain($"when? {Examples}");
        }
        if (LooksLikeExpression(text))
        {
            return Expression(text);
        }
        if (Schedule.TryParseAt(text, out var at, out _))
        {
            return new WhenTime(at);
        }
        text = text.Replace("a.m", "am", StringComparison.OrdinalIgnoreCase).Replace("p.m", "pm", StringComparison.OrdinalIgnoreCase);
        if (WhenScanner.Scan(text.Replace("am.", "am").Replace("pm.", "pm"), out var unreadable) is not { } tokens)
        {
            return Complain($"{unreadable}; {Examples}");
        }
        _tokens = tokens;

        var time = First switch
        {
            { Kind: WhenKind.Word, Text: "every" or "each" or "daily" or "weekly" or "monthly" or "yearly" or "hourly" or "weekdays" } =>
                Again(),
            _ when First.Is("in") || (WhenWords.Amount(First) is not null && WhenWords.Unit(_tokens[1]) is not null) => FromNow(),
            _ => Once(),
        };
        if (_complaint is null && First.Kind != WhenKind.End)
        {
            return Complain($"what does '{First.Text}' mean there? {Examples}");
        }
        return time;
    }

    private WhenToken First => _tokens[_at];

    private WhenToken Take() => _tokens[_at].Kind == WhenKind.End ? WhenToken.End : _tokens[_at++];

    private bool TryTake(string word)
    {
        if (!First.Is(word))
        {
            return false;
        }
        _at++;
        return true;
    }

    private void SkipFillers()
    {
        while (WhenWords.IsFiller(First))
        {
            _at++;
        }
    }

    private WhenTime? Complain(string complaint)
    {
        _complaint ??= complaint;
        return null;
    }

    private static bool LooksLikeExpression(string text)
    {
        if (text[0] is '@' or '*')
        {
            return true;
        }
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length is 5 or 6 && text.Contains('*') && char.IsAsciiDigit(text[0]);
    }

    private WhenTime? Expression(string text) =>
        CronExpression.TryParse(text, out var expression, out var error)
            ? new WhenTime(new Schedule.Cron(expression))
            : Complain(error.Message);

    /// <summary>Part of the day, if one comes next: it tells which 8 o'clock is meant.</summary>
    private bool TryPart()
    {
        if (First.Kind != WhenKind.Word || First.Text is not ("morning" or "afternoon" or "evening" or "night" or "tonight"))
        {
            return false;
        }
        _part = First.Text;
        // "Tonight" is a day too.
        if (_part != "tonight")
        {
            _at++;
        }
        return _part != "tonight";
    }

    /// <summary>The time, put into the part of the day that was named.</summary>
    private TimeOnly InPart(TimeOnly time)
    {
        switch (_part)
        {
            case "afternoon" or "evening" when time.Hour is >= 1 and < 12:
            case "night" or "tonight" when time.Hour is >= 6 and < 12:
                return time.AddHours(12);
            case "morning" when time.Hour >= 12:
            case "night" or "tonight" when time.Hour < 6:
                Complain(
                    $"{time:HH:mm} in the {_part.Replace("to", "")} can be meant in two ways; write the day and the time of day, as in tomorrow at 9:00"
                );
                break;
        }

        return time;
    }

    /// <summary>The hour that was read, in the part of the day that was; null, and a complaint, when there is none.</summary>
    private TimeOnly? Hour(TimeOnly? time)
    {
        if (time is not { } said)
        {
            Complain($"at what time? Write it behind: {_text} at 9:00");
            return null;
        }
        var hour = InPart(said);
        return _complaint is null ? hour : null;
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "...";

    /// <summary>A time of day, if one comes next. A bare number is an hour where nothing else can be meant.</summary>
    private TimeOnly? TryTime()
    {
        var token = First;
        if (token.Is("noon") || token.Is("midnight"))
        {
            _at++;
            return new TimeOnly(token.Is("noon") ? 12 : 0, 0);
        }

        if (token.Kind is not (WhenKind.Time or WhenKind.Number))
        {
            return null;
        }
        _at++;
        var (hour, minute) = (token.A, token.Kind == WhenKind.Time ? token.B : 0);
        if (First.Is("am") || First.Is("pm"))
        {
            var afternoon = Take().Is("pm");
            if (hour is < 1 or > 12)
            {
                Complain($"{hour} has no am or pm");
            }
            hour = (hour % 12) + (afternoon ? 12 : 0);
        }

        if (hour > 23 || minute > 59)
        {
            Complain($"there is no time {token.Text}");
            return TimeOnly.MinValue;
        }

        return new TimeOnly(hour, minute);
    }
}
