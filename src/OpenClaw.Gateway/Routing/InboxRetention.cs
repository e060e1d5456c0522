using OpenClaw.Messages;
using OpenClaw.Storage;

namespace OpenClaw.Routing;

/// <summary>Deletes the identities of messages from long ago. One that comes again afterwards is a new message.</summary>
internal static class InboxRetention
{
    public static IAsyncEnumerable<Batch> ForgetAsync(Store store, DateTimeOffset before) => Slices.Of(
        store, new MessageIdentity("", "", "", "", long.MinValue),
        (connection, after) => connection.Query(
            """
            select channel, account, chat, message, edit from inbox
            where (channel, account, chat, message, edit) > (@0, @1, @2, @3, @4) and received_at < @5
            order by channel, account, chat, message, edit limit @6
            """,
            static row => new MessageIdentity(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)),
            after.Channel, after.Account, after.ChatId, after.MessageId, after.Edit, before.ToUnixTimeMilliseconds(), Slices.Rows),
        static (batch, id) => batch.Add(
            "delete from inbox where channel = @0 and account = @1 and chat = @2 and message = @3 and edit = @4", id.Channel, id.Account, id.ChatId, id.MessageId, id.Edit));
}
