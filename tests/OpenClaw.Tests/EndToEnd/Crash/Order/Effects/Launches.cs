using System.Text;

namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>
/// Commands: the effect's row is on the disk before a launcher is started for it, and before the launcher is told what to run. A launcher
/// as such is nobody's yet, so of the first it can only be asked that there are as many rows as launchers; the second names its command.
/// </summary>
internal sealed class Launches(Scenario scenario) : IEffectReader
{
    private int _launchers;

    public IEnumerable<Effect> Read(TraceCall call)
    {
        if (call.Name == "execve" && call.Texts.Skip(1).Any(static text => text.AsSpan().SequenceEqual("__exec"u8)))
        {
            var number = ++_launchers;
            yield return new Effect(
                "launcher",
                $"launcher {number}",
                call.Begin,
                state => state.Query("select count(*) from effects where tool = 'exec'", static row => row.GetInt64(0))[0] >= number
            );
        }

        // What a launcher is told begins with the kind of the order, 1, and holds the line as it stands between other things.
        if (call.Name is not ("sendto" or "sendmsg") || call.Texts is not [[1, ..], ..])
        {
            yield break;
        }
        var sent = Encoding.Latin1.GetString([.. call.Texts.SelectMany(static text => text)]);
        foreach (var mark in scenario.Steps.SelectMany(static step => step.Marks).Where(mark => sent.Contains($"'count.sh' '{mark.Line}'")))
        {
            var before = scenario.StepOf(mark.By).Marks.Where(other => other.By == mark.By).TakeWhile(other => other != mark).Count();
            yield return new Effect(
                "command",
                $"command {mark.Line}",
                call.Begin,
                state =>
                    state.Query(
                        "select count(*) from effects where tool = 'exec' and turn in (select id from turns where json_extract(message, '$.text') = @0 or json_extract(message, '$.text') like '[%] ' || @0)",
                        static row => row.GetInt64(0),
                        mark.By.Text
                    )[0] > before
            );
        }
    }
}
