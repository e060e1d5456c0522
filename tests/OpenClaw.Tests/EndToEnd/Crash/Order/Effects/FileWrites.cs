namespace OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

/// <summary>Files that tools write: the effect's row is on the disk before the first byte, and the bytes are before the file takes its
/// name.</summary>
internal sealed class FileWrites(string workspace) : IEffectReader
{
    private readonly HashSet<string> _begun = [];
    private readonly HashSet<string> _unsynced = [];

    public IEnumerable<Effect> Read(TraceCall call)
    {
        var ours = call.Target.StartsWith(workspace + "/", StringComparison.Ordinal);
        if (call.Name is "write" && ours)
        {
            _unsynced.Add(call.Target);
            if (_begun.Add(call.Target))
            {
                var number = _begun.Count;
                yield return new Effect(
                    "file written",
                    $"file {number} ({Path.GetFileName(call.Target)})",
                    call.Begin,
                    state =>
                        state.Query("select count(*) from effects where tool in ('write', 'edit')", static row => row.GetInt64(0))[0]
                        >= number
                );
            }
        }
        else if (call is { Name: "fsync", Succeeded: true } && ours)
        {
            _unsynced.Remove(call.Target);
        }
        else if (
            call.Name is "rename" or "renameat" or "renameat2"
            && call.Texts.Count > 0
            && Path.Combine(call.Target, call.Text(0)) is var from
            && _begun.Contains(from)
        )
        {
            var synced = !_unsynced.Contains(from);
            yield return new Effect("file named", $"{Path.GetFileName(from)} becomes {call.Text(1)}", call.Begin, _ => synced);
        }
    }
}
