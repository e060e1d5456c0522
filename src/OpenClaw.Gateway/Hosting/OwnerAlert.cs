using OpenClaw.Delivery;
using OpenClaw.Scheduling;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Hosting;

/// <summary>Tells the owners what nobody asked for, where each of them was last heard; and the log.</summary>
internal sealed class OwnerAlert(Announcer announcer, OwnerPlaces owners, ILogger log) : IOwnerAlert
{
    private static readonly SessionKey s_gateway = new("gateway");

    public async Task<IPendingAlert> AddAsync(Batch batch, string text)
    {
        var ends = new List<IDisposable>();
        foreach (var address in owners.Find(announcer.Resolve))
        {
            if (await announcer.AddToAsync(batch, address, new Announcement(text, s_gateway, NamesItself: true)) is { } end)
            {
                ends.Add(end);
            }
        }

        return new Pending(ends, text, log);
    }

    private sealed class Pending(List<IDisposable> ends, string text, ILogger log) : IPendingAlert
    {
        public void Tell() => HostingLog.OwnerIsTold(log, text.ReplaceLineEndings(" "));

        public void Dispose() => ends.ForEach(static end => end.Dispose());
    }
}
