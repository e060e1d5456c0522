using System.Net;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>Telegram's side, outside the process that is killed: people write there once, however often the gateway is told of it, and what
/// arrives is kept.</summary>
internal sealed class Telegram : IAsyncDisposable
{
    private readonly TelegramDouble _api = new();
    private readonly Dictionary<string, long> _updates = [];

    public Uri Url => _api.Url;

    /// <summary>What people wrote that the gateway will never be told of again.</summary>
    public IEnumerable<string> Acknowledged => _updates.Keys.Where(IsAcknowledged);

    /// <summary>All that arrived, and what messages were changed to: the chat's session key and the text.</summary>
    public IEnumerable<(string To, string Text)> Arrived =>
        _api.Sent.Concat(_api.Edits).Select(static sent => ($"telegram:{sent.Chat}", AsWritten(sent.Text)));

    public bool IsAcknowledged(string id) => _updates.TryGetValue(id, out var update) && _api.IsConfirmed(update);

    public int Arrivals(string to, string text) => Arrived.Count(sent => sent == (to, text));

    public void Say(Said message) => Say(message.SessionKey, message.Id, message.Text);

    /// <summary>Somebody writes to the bot, the first time this is called for an id.</summary>
    public void Say(string session, string id, string text)
    {
        if (!_updates.ContainsKey(id))
        {
            _updates.Add(id, _api.Say(text, long.Parse(session.Split(':')[1])));
        }
    }

    /// <summary>A text that arrived, as the outbox has it: a call that waits stands in a block of code there, and behind bars
    /// here.</summary>
    public static string AsWritten(string text)
    {
        const string Open = "<pre>",
            Close = "</pre>";
        if (
            text.IndexOf(Open, StringComparison.Ordinal) is not (>= 0 and var from)
            || text.IndexOf(Close, from, StringComparison.Ordinal) is not (>= 0 and var to)
        )
        {
            return text;
        }
        var call = WebUtility.HtmlDecode(text[(from + Open.Length)..to]);
        return $"{text[..from]}| {call.Replace("\n", "\n| ")}{text[(to + Close.Length)..]}";
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
