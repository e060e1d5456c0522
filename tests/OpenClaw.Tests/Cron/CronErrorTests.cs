using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Tests.Cron;

/// <summary>What is said about bad expressions, word for word, and where.</summary>
public class CronErrorTests
{
    private const string Shape = "write minute, hour, day of the month, month and day of the week, or the second and then these";
    private const string HowTo = "a list is written 1,2, a range 1-5 and a step */5";
    private const string ShortForms = "write @yearly, @annually, @monthly, @weekly, @daily, @midnight or @hourly, or five fields";

    [Theory]
    [InlineData("", 1, 0, "an expression is missing; write five fields such as 0 8 * * 1-5, or @daily")]
    [InlineData(" \t ", 1, 0, "an expression is missing; write five fields such as 0 8 * * 1-5, or @daily")]
    [InlineData("hello", 6, 0, "there is only 1 field; " + Shape)]
    [InlineData("0 8 * * ", 8, 0, "there are only 4 fields; " + Shape)]
    [InlineData("0 0 8 * * 1 2026 x", 13, 6, "'2026 x' is more than six fields; " + Shape)]
    [InlineData("@hourley", 1, 8, "'@hourley' is not a short form; " + ShortForms)]
    [InlineData(" @reboot", 2, 7, "'@reboot' is not a short form; " + ShortForms)]
    [InlineData("@daily 5", 1, 8, "'@daily 5' is not a short form; " + ShortForms)]
    // Values.
    [InlineData("60 * * * *", 1, 2, "'60' is not a minute; write 0-59")]
    [InlineData("60 * * * * *", 1, 2, "'60' is not a second; write 0-59")]
    [InlineData("0 24 * * *", 3, 2, "'24' is not an hour; write 0-23")]
    [InlineData("0 0 0 * *", 5, 1, "'0' is not a day of the month; write 1-31")]
    [InlineData("0 0 32 * *", 5, 2, "'32' is not a day of the month; write 1-31")]
    [InlineData("0 0 1 0 *", 7, 1, "'0' is not a month; write 1-12 or JAN-DEC")]
    [InlineData("0 0 1 JUNE *", 7, 4, "'JUNE' is not a month; write 1-12 or JAN-DEC")]
    [InlineData("0 0 * * 8", 9, 1, "'8' is not a day of the week; write 0-7 or SUN-SAT")]
    [InlineData("0 0 * * 1,Friday", 11, 6, "'Friday' is not a day of the week; write 0-7 or SUN-SAT")]
    [InlineData("0 8am * * *", 3, 3, "'8am' is not an hour; write 0-23")]
    [InlineData("MON * * * *", 1, 3, "'MON' is not a minute; write 0-59")]
    [InlineData("99999999999999999999999999999999 * * * *", 1, 32, "'999999999999999999999999…' is not a minute; write 0-59")]
    [InlineData("\u001b[2J * * * *", 1, 1, "a minute is missing before '\uFFFD'; write 0-59")]
    [InlineData("\U0001F600 * * * *", 1, 1, "a minute is missing before '\U0001F600'; write 0-59")]
    // Lists, ranges, steps.
    [InlineData("1, * * * *", 3, 0, "a minute is missing after ','; write 0-59")]
    [InlineData(",1 * * * *", 1, 1, "a minute is missing before ','; write 0-59")]
    [InlineData("1,,2 * * * *", 3, 1, "a minute is missing before ','; write 0-59")]
    [InlineData("-5 * * * *", 1, 1, "a minute is missing before '-'; write 0-59")]
    [InlineData("5- * * * *", 3, 0, "a minute is missing after '-'; write 0-59")]
    [InlineData("1-2-3 * * * *", 4, 1, "'-' cannot follow '1-2'; " + HowTo)]
    [InlineData("1-75 * * * *", 3, 2, "'75' is not a minute; write 0-59")]
    [InlineData("*/0 * * * *", 3, 1, "'0' is not a step here; write 1-60")]
    [InlineData("*/90 * * * *", 3, 2, "'90' is not a step here; write 1-60")]
    [InlineData("0 */25 * * *", 5, 2, "'25' is not a step here; write 1-24")]
    [InlineData("*/x * * * *", 3, 1, "'x' is not a step here; write 1-60")]
    [InlineData("*/ * * * *", 3, 0, "a step is missing after '/'; write 1-60")]
    [InlineData("*/2/3 * * * *", 4, 1, "'/' cannot follow '*/2'; " + HowTo)]
    [InlineData("/5 * * * *", 1, 1, "a minute is missing before '/'; write 0-59")]
    [InlineData("** * * * *", 2, 1, "'*' cannot follow '*'; " + HowTo)]
    [InlineData("*5 * * * *", 2, 1, "'5' cannot follow '*'; " + HowTo)]
    [InlineData("*-5 * * * *", 2, 1, "'-' cannot follow '*'; " + HowTo)]
    [InlineData("5;6 * * * *", 2, 1, "';' cannot follow '5'; " + HowTo)]
    [InlineData("1..5 * * * *", 2, 1, "'.' cannot follow '1'; " + HowTo)]
    [InlineData("? * * * *", 1, 1, "'?' is any day and belongs in a day field; write * here")]
    [InlineData("0 0 ?5 * *", 6, 1, "'5' cannot follow '?'; " + HowTo)]
    // L, W and #.
    [InlineData("L * * * *", 1, 1, "'L' is not a minute; write 0-59")]
    [InlineData("0 0 L-31 * *", 7, 2, "'31' is not a number of days before the last here; write 1-30")]
    [InlineData("0 0 L-0 * *", 7, 1, "'0' is not a number of days before the last here; write 1-30")]
    [InlineData("0 0 L- * *", 7, 0, "a number of days before the last is missing after '-'; write 1-30")]
    [InlineData("0 0 L/2 * *", 6, 1, "'/' cannot follow 'L'; " + HowTo)]
    [InlineData("0 0 LAST * *", 5, 4, "'LAST' is not a day of the month; write 1-31, 1W to 31W, L, L-1 to L-30 or LW")]
    [InlineData("0 0 L-3W * *", 7, 2, "'3W' is not a number of days before the last here; write 1-30")]
    [InlineData("0 0 W * *", 5, 1, "'W' needs a day beside it; write 15W, or LW for the last weekday of the month")]
    [InlineData("0 0 32W * *", 5, 3, "'32W' is not a day of the month; write 1-31, 1W to 31W, L, L-1 to L-30 or LW")]
    [InlineData("0 0 1W-5 * *", 7, 1, "'-' cannot follow '1W'; " + HowTo)]
    [InlineData("0 0 1-5W * *", 7, 2, "'5W' is not a day of the month; write 1-31")]
    [InlineData("0 0 5#2 * *", 6, 1, "'#' cannot follow '5'; " + HowTo)]
    [InlineData("0 0 * * L", 9, 1, "'L' needs a day before it; write 5L or FRIL for the last Friday of the month")]
    [InlineData("0 0 * * 8L", 9, 2, "'8L' is not a day of the week; write 0-7 or SUN-SAT, or FRIL for the last Friday of the month")]
    [InlineData("0 0 * * FRI#6", 13, 1, "'6' is not a week of the month here; write 1-5")]
    [InlineData("0 0 * * FRI#", 13, 0, "a week of the month is missing after '#'; write 1-5")]
    [InlineData("0 0 * * FRI#2-3", 14, 1, "'-' cannot follow 'FRI#2'; " + HowTo)]
    // What never comes.
    [InlineData("0 0 31 2 *", 5, 2, "can never fire: no month of '2' has a day '31'; change one of the two")]
    [InlineData("0 0 30 FEB *", 5, 2, "can never fire: no month of 'FEB' has a day '30'; change one of the two")]
    [InlineData("0 0 0 31 2,4,6,9,11 ?", 7, 2, "can never fire: no month of '2,4,6,9,11' has a day '31'; change one of the two")]
    [InlineData("0 0 30W,31 2 *", 5, 6, "can never fire: no month of '2' has a day '30W,31'; change one of the two")]
    [InlineData("0 0 L-30 4 *", 5, 4, "can never fire: no month of '4' has a day 'L-30'; change one of the two")]
    public void TryParse_BadExpression_SaysWhatAndWhere(string text, int column, int length, string message)
    {
        Assert.False(CronExpression.TryParse(text, out var expression, out var error));
        Assert.Null(expression);
        Assert.Equal(new CronError(message, column, length), error);
    }

    [Theory]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 31 2 MON")]
    [InlineData("0 0 31 2,3 *")]
    [InlineData("0 0 29W 2 *")]
    [InlineData("0 0 L-28 2 *")]
    [InlineData("0 0 * 2 SAT#5")]
    [InlineData("*/60 */24 */31 */12 */7")]
    public void TryParse_RareButPossible_IsAccepted(string text)
    {
        Assert.True(CronExpression.TryParse(text, out _, out var error), error?.ToString());
        Assert.Null(error);
    }
}
