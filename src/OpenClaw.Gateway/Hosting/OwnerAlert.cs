using Microsoft.Extensions.Logging;
using OpenClaw.Config;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Scheduling;
using OpenClaw.Storage;

namespace OpenClaw.Hosting;

/// <summary>Tells the owners what nobody asked for: those of a channel in their chat with the bot, those of the terminal in its main session; and the log.</summary>
internal sealed class OwnerAlert(Announcer announcer, Current<GatewayConfig> config, ILogger log) : IOwnerAlert
{
    private const string Terminal = "local:main";

    private static readonly SessionKey s_gateway = new("gateway");

    public async Task<IPendingAlert> AddAsync(Batch batch, string text)
    {
        var ends = new List<IDisposable>();
        foreach (var address in Addresses())
        {
            if (await announcer.AddToAsync(batch, address, new Announcement(text, s_gateway) { NamesItself = true }) is { } end) ends.Add(end);
        }

        return new Pending(ends, text, log);
    }

    private IEnumerable<string> Addresses() =>
        config.Value.Agent.Owners.Select(owner => owner.StartsWith("local:", StringComparison.Ordinal) ? Terminal : announcer.Resolve(owner) ?? Terminal).Distinct();

    private sealed class Pending(List<IDisposable> ends, string text, ILogger log) : IPendingAlert
    {
        public void Tell() => HostingLog.OwnerIsTold(log, text.ReplaceLineEndings(" "));

        public void Dispose() => ends.ForEach(static end => end.Dispose());
    }
}
