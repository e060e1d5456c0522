using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Turns.Inbound;

/// <summary>Where each owner was last heard from alone, kept on disk: what nobody asked for, and questions that belong to no chat, are told
/// there. On the loop.</summary>
internal sealed class OwnerPlaces(Current<GatewayConfig> config, TimeProvider time, Dictionary<string, OwnerPlace> places)
{
    private const string Terminal = "local:main";

    /// <summary>How old a row may be that says the same but for the time: a page less is written by each message of a conversation.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(10);

    public static async Task<OwnerPlaces> LoadAsync(Store store, Current<GatewayConfig> config, TimeProvider time)
    {
        var rows = await store.ReadAsync(
            "select sender, channel, account, chat, at from owner_places",
            static row =>
                (row.GetString(0), new OwnerPlace(new(row.GetString(1), row.GetString(2), row.GetString(3)), row.Time(4), row.Time(4)))
        );
        return new OwnerPlaces(config, time, rows.ToDictionary(static row => row.Item1, static row => row.Item2));
    }

    /// <summary>Adds to the rows of an owner's message that this is where the owner was heard. What is said in a group is not for one
    /// person.</summary>
    public void Note(Turn turn)
    {
        var message = turn.Message;
        if (!turn.SenderIsOwner || message.Origin != Origin.Chat || message.Chat.Kind == ChatKind.Group)
        {
            return;
        }
        var (sender, place, at) = (message.Sender.Address, turn.ReplyTo with { Thread = null }, message.ReceivedAt);
        // Messages that waited in a channel may come after newer ones of the same person.
        if (places.TryGetValue(sender, out var known) && Believed(known.At) > at)
        {
            return;
        }
        if (known is not null && known.Place == place && IsLastSaved(sender, known.SavedAt, at))
        {
            turn.Batch.Then(() => places[sender] = known with { At = at });
            return;
        }
        turn.Batch.Add(
                """
                insert into owner_places(sender, channel, account, chat, at) values(@0, @1, @2, @3, @4)
                on conflict(sender) do update set channel = excluded.channel, account = excluded.account, chat = excluded.chat, at = excluded.at
                """,
                sender,
                place.Channel,
                place.Account,
                place.ChatId,
                at
            )
            .Then(() => places[sender] = new OwnerPlace(place, at, at));
    }

    // The disk says already that this is the place, and the last one of all: the next process orders them as this one does.
    private bool IsLastSaved(string sender, DateTimeOffset saved, DateTimeOffset now) =>
        now - Believed(saved) < s_fresh && places.All(other => other.Key == sender || other.Value.SavedAt < saved);

    /// <summary>
    /// One address a person: the last used. Where that is the terminal or the page, which nobody may be looking at, the last used chat as
    /// well. Owners who were not heard yet have the chat that their address names.
    /// </summary>
    /// <param name="resolve">The address as it can be written to; null when nobody is reached there.</param>
    public IReadOnlyList<string> Find(Func<string, string?> resolve) =>
        [
            .. config
                .Value.Agent.Owners.Where(static owner => Vocabulary.CheckAddress(owner) is null)
                .GroupBy(owner => config.Value.PersonOf(owner)?.Name ?? owner)
                .SelectMany(person => Of([.. person], resolve))
                .Distinct(),
        ];

    // A time that is still to come was written by a clock that was ahead.
    private DateTimeOffset Believed(DateTimeOffset at) => at <= time.GetUtcNow() ? at : DateTimeOffset.MinValue;

    private IEnumerable<string> Of(IReadOnlyList<string> addresses, Func<string, string?> resolve)
    {
        var used = addresses
            .Where(places.ContainsKey)
            .Select(address => places[address])
            .OrderByDescending(place => Believed(place.At))
            .Select(place => (place.Place.IsTranscript, Address: resolve(place.Place.ToString())))
            .Where(static place => place.Address is not null)
            .ToList();
        if (used.Count == 0)
        {
            return addresses.Select(address =>
                address.StartsWith("local:", StringComparison.Ordinal) ? Terminal : resolve(address) ?? Terminal
            );
        }
        if (!used[0].IsTranscript)
        {
            return [used[0].Address!];
        }
        var chat =
            used.Find(static place => !place.IsTranscript).Address
            ?? addresses
                .Where(static address => ReplyAddress.Parse(address) is { IsTranscript: false })
                .Select(resolve)
                .FirstOrDefault(static address => address is not null);
        return chat is null ? [used[0].Address!] : [used[0].Address!, chat];
    }
}

/// <summary>Where an owner was heard, when last, and when the row says so.</summary>
internal sealed record OwnerPlace(ReplyAddress Place, DateTimeOffset At, DateTimeOffset SavedAt);
