namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>Where each owner was last heard from, so that what nobody asked for is told there.</summary>
internal static class OwnersHeard
{
    public static Migration Step { get; } =
        new(
            "owners heard",
            """
            create table owner_places(sender text primary key, channel text not null, account text not null, chat text not null, at integer not null) strict, without rowid;
            """
        );
}
