using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Turns;

/// <summary>
/// What people are called where people read it: by <c>agent.people</c>, else as their channel called them when they were last heard since
/// the start. Nothing is decided by a name, and the audit has addresses. On the loop.
/// </summary>
internal sealed class KnownNames(Current<GatewayConfig> config)
{
    private const int MostRemembered = 1000;

    /// <summary>A name that somebody gave himself must leave room for what is said of him.</summary>
    private const int LongestName = 40;

    private readonly Dictionary<string, string> _names = [];

    public void Note(Sender sender)
    {
        // One that looks like an address could pass for somebody else's.
        if (sender.DisplayName is not { Length: > 0 and <= LongestName } name || name.Contains(':'))
        {
            return;
        }
        if (_names.Count >= MostRemembered && !_names.ContainsKey(sender.Address))
        {
            _names.Clear();
        }
        _names[sender.Address] = name;
    }

    /// <summary>The address itself where no name is known.</summary>
    public string Of(string address) => config.Value.PersonOf(address)?.Name ?? _names.GetValueOrDefault(address, address);
}
