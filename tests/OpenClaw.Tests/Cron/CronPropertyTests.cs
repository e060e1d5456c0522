using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Tests.Cron;

/// <summary>Random expressions, zones and starts against a walk through every minute, or every second, that asks a plain second meaning of
/// the expression.</summary>
public class CronPropertyTests
{
    private static readonly FsCheck.Config s_many = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(400));

    [Fact]
    public void Next_OfFiveFields_IsWhatAWalkMinuteByMinuteFinds() =>
        Prop.ForAll(
                (from model in CronModel.Any(hasSeconds: false) from start in ZoneWalk.Starts select (model, start)).ToArbitrary(),
                sample => AgreesWithWalk(sample.model, sample.start, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3))
            )
            .Check(s_many);

    [Fact]
    public void Next_OfFixedTimesAroundAChange_IsWhatAWalkMinuteByMinuteFinds() =>
        Prop.ForAll(
                (from model in CronModel.ManyTimes from start in ZoneWalk.StartsAroundChanges select (model, start)).ToArbitrary(),
                sample => AgreesWithWalk(sample.model, sample.start, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
            )
            .Check(s_many.WithMaxTest(Draws.Of(1000)));

    [Fact]
    public void Next_OfSixFields_IsWhatAWalkSecondBySecondFinds() =>
        Prop.ForAll(
                (from model in CronModel.Any(hasSeconds: true) from start in ZoneWalk.Starts select (model, start)).ToArbitrary(),
                sample => AgreesWithWalk(sample.model, sample.start, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4))
            )
            .Check(s_many.WithMaxTest(Draws.Of(150)));

    [Fact]
    public void Next_OfRareDays_IsWhatAWalkDayByDayFinds() =>
        Prop.ForAll(
                (
                    from model in CronModel.AnyDay
                    from day in Gen.Choose(0, 80_000)
                    select (model, start: new DateTime(1900, 1, 1).AddDays(day))
                ).ToArbitrary(),
                sample =>
                {
                    var (model, start) = sample;
                    var hasExpression = CronExpression.TryParse(model.Text, out var expression, out var error);
                    var (from, to) = hasExpression ? (start, start.AddYears(42)) : (new DateTime(2000, 1, 1), new DateTime(2029, 1, 1));
                    // Minute and hour are single values here, so one time of each day is enough to ask about.
                    var time = Enumerable.Range(0, 1440).Select(minute => TimeSpan.FromMinutes(minute)).First(t => TimeIs(model.Text, t));
                    var found = Days(from, to).Select(day => day + time).FirstOrDefault(at => at > from && model.Names(at));
                    if (!hasExpression)
                    {
                        return (found == default && error!.Message.StartsWith("can never fire")).Label(
                            $"{model.Text}: {error}; the walk finds {found:s}"
                        );
                    }
                    var next = expression!.Next(new DateTimeOffset(start, TimeSpan.Zero), TimeZoneInfo.Utc)!.Value.UtcDateTime;
                    return (found == next && expression.Matches(next)).Label(
                        $"{model.Text} after {start:s}: {next:s}, the walk finds {found:s}"
                    );
                }
            )
            .Check(s_many);

    [Fact]
    public void Matches_AnyMinute_IsWhatTheModelSays() =>
        Prop.ForAll(
                (
                    from model in CronModel.Any(hasSeconds: true)
                    from second in Gen.Choose(0, int.MaxValue)
                    select (model, wall: new DateTime(1980, 1, 1).AddSeconds(second))
                ).ToArbitrary(),
                sample =>
                    (
                        !CronExpression.TryParse(sample.model.Text, out var expression, out _)
                        || expression.Matches(sample.wall) == sample.model.Names(sample.wall)
                    ).Label($"{sample.model.Text} at {sample.wall:s}")
            )
            .Check(s_many.WithMaxTest(Draws.Of(2000)));

    [Fact]
    public void Next_AgainAndAgain_IsAlwaysLater_AndReadAgainTheSame() =>
        Prop.ForAll(
                (from model in CronModel.Any(hasSeconds: true) from start in ZoneWalk.Starts select (model, start)).ToArbitrary(),
                sample =>
                {
                    if (!CronExpression.TryParse(sample.model.Text, out var expression, out _))
                    {
                        return true;
                    }
                    var isRead = CronExpression.TryParse(expression.ToString(), out var again, out _);
                    if (!isRead || !expression.Equals(again) || again.ToString() != sample.model.Text)
                    {
                        return false;
                    }
                    for (
                        var (at, count) = (sample.start.At, 0);
                        count < 30 && expression.Next(at, sample.start.Zone) is { } next;
                        at = next, count++
                    )
                    {
                        if (
                            next <= at
                            || next != again.Next(at, sample.start.Zone)
                            || (sample.model.FollowsRealTime && !expression.Matches(next.DateTime))
                        )
                        {
                            return false;
                        }
                    }
                    return true;
                }
            )
            .Check(s_many);

    [Fact]
    public void TryParse_Garbage_IsAnExpressionOrAnErrorWithAPlace()
    {
        const string Alphabet = "0123456789*/-,?LW#@ \t*  JANMONfril.;\0\u001b\ud83d\ude00é漢";
        var garbage =
            from length in Gen.Choose(0, 24)
            from chars in Gen.Elements(Alphabet.ToCharArray()).ListOf(length)
            select string.Concat(chars);
        var broken =
            from model in CronModel.Any(hasSeconds: true)
            from at in Gen.Choose(0, model.Text.Length - 1)
            from cut in Gen.Choose(0, Math.Min(3, model.Text.Length - at))
            from put in garbage
            select model.Text.Remove(at, cut).Insert(at, put.Length > 3 ? put[..3] : put);
        var anything = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);

        Prop.ForAll(
                Gen.OneOf(garbage, broken, anything).ToArbitrary(),
                text =>
                {
                    if (CronExpression.TryParse(text, out var expression, out var error))
                    {
                        return expression.ToString() == text && expression.Next(Occurrences.At("2026-01-01"), TimeZoneInfo.Utc) is not null;
                    }
                    Schedule.TryParseAt(text, out _, out var other);
                    return new[] { error, other }
                        .OfType<CronError>()
                        .All(e =>
                            e.Column >= 1
                            && e.Length >= 0
                            && e.Column + e.Length <= text.Length + 1
                            && e.Message.Length > 10
                            && !e.Message.Any(char.IsControl)
                        );
                }
            )
            .Check(s_many.WithMaxTest(Draws.Of(5000)));
    }

    [Fact]
    public void Every_UpToADay_IsWhatAWalkMinuteByMinuteFinds() =>
        Prop.ForAll(
                (from minutes in Gen.Choose(1, 1439) from start in ZoneWalk.Starts select (minutes, start)).ToArbitrary(),
                sample =>
                {
                    var (interval, start) = (TimeSpan.FromMinutes(sample.minutes), sample.start);
                    var next = new Schedule.Every(interval).Next(start.At, start.Zone);
                    var found = ZoneWalk.FirstOfEvery(start, interval);
                    return (next == found).Label($"every {interval} in {start}: {next:o}, the walk finds {found:o}");
                }
            )
            .Check(s_many);

    private static Property AgreesWithWalk(CronModel model, ZoneWalk.Start start, TimeSpan step, TimeSpan length)
    {
        if (!CronExpression.TryParse(model.Text, out var expression, out var error))
        {
            return error.Message.StartsWith("can never fire").Label($"{model.Text}: {error}");
        }
        var next = expression.Next(start.At, start.Zone);
        var found = ZoneWalk.First(start, model, step, length);
        var agrees = found is null ? next is null || next > start.At + length : next == found;
        return agrees.Label($"{model.Text} in {start}: {next:o}, the walk finds {found:o}");
    }

    private static IEnumerable<DateTime> Days(DateTime from, DateTime to)
    {
        for (var day = from.Date; day < to; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static bool TimeIs(string text, TimeSpan time)
    {
        var fields = text.Split(' ');
        return int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture) == time.Minutes
            && int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture) == time.Hours;
    }
}
