using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>The SQL of <c>audit</c>.</summary>
internal static class AuditTable
{
    public const string Insert = "insert into audit(seq, at, kind, session, turn, body, before) values(@0, @1, @2, @3, @4, @5, @6)";

    private const string Columns = "select seq, at, kind, session, turn, body, before from audit";

    public static object[] Values(AuditRow row) =>
        [row.Seq, row.At, row.Kind, row.Session ?? (object)DBNull.Value, row.Turn ?? (object)DBNull.Value, row.Body, row.Before];

    public static AuditHead Head(PreparedConnection connection) =>
        connection.Query($"{Columns} order by seq desc limit 1", Read) is [var last]
            ? new AuditHead(last.Seq, last.Hash())
            : AuditHead.Empty;

    /// <summary>The same for a file of which nobody knows whether it has an audit at all: older versions had none.</summary>
    public static AuditHead HeadOrNone(PreparedConnection connection) => IsIn(connection) ? Head(connection) : AuditHead.Empty;

    public static bool IsIn(PreparedConnection connection) =>
        connection.Query("select 1 from sqlite_schema where type = 'table' and name = 'audit'", static row => row.GetInt64(0)).Count > 0;

    /// <summary>
    /// When the newest row before this start was written, in milliseconds since 1970, which tells what the clock was; null where there is
    /// none. The moves of folders are left out: a start writes them first of all, by the clock that is looked at.
    /// </summary>
    public static long? LastBeforeStart(PreparedConnection connection) =>
        connection.Query("select at from audit where kind <> @0 order by seq desc limit 1", static row => row.GetInt64(0), AuditKinds.Moved)
            is [var at]
            ? at
            : null;

    /// <summary>Every row in the order of the chain, one at a time. What is committed meanwhile is not among them.</summary>
    public static IEnumerable<AuditRow> All(PreparedConnection connection) => connection.Stream($"{Columns} order by seq", Read);

    /// <summary>The newest rows that fit, oldest first.</summary>
    public static List<AuditRow> Newest(PreparedConnection connection, AuditFilter filter)
    {
        var rows = connection.Query(
            $"{Columns} where (@0 is null or at >= @0) and (@1 is null or kind = @1) and (@2 is null or session = @2) order by seq desc limit @3",
            Read,
            filter.Since is { } since ? since.ToUnixTimeMilliseconds() : DBNull.Value,
            filter.Kind ?? (object)DBNull.Value,
            filter.Session ?? (object)DBNull.Value,
            (long)filter.Limit
        );
        rows.Reverse();
        return rows;
    }

    /// <summary>Rows at the beginning of the chain that are older than a time and may be cut off in one piece: the number of the last of
    /// them and its hash. Null when there are none.</summary>
    /// <param name="most">At most so many.</param>
    public static AuditHead? OldEnd(PreparedConnection connection, DateTimeOffset before, int most)
    {
        // The newest row stays whatever its age: a chain that began anew would not know what it was.
        var oldest = connection.Query(
            "select seq, at from audit order by seq limit @0",
            static row => (Seq: row.GetInt64(0), At: row.GetInt64(1)),
            (long)most + 1
        );
        var old = 0;
        while (old < oldest.Count - 1 && oldest[old].At < before.ToUnixTimeMilliseconds())
        {
            old++;
        }
        if (old == 0)
        {
            return null;
        }
        // What the first row that stays says of the one before it.
        return new AuditHead(
            oldest[old - 1].Seq,
            connection.Query("select before from audit where seq = @0", static row => row.GetFieldValue<byte[]>(0), oldest[old].Seq)[0]
        );
    }

    /// <summary>Cuts the beginning off, and says so in a row of its own: <see cref="AuditWalk"/> accepts no other beginning.</summary>
    public static void Cut(Batch batch, AuditHead end) =>
        batch
            .Add("delete from audit where seq <= @0", end.Count)
            .Audit(AuditKinds.Retention, null, null, (CutUpTo, end.Count), (CutHash, end.HashText));

    public const string CutUpTo = "upto";
    public const string CutHash = "hash";

    private static AuditRow Read(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetString(2),
            row.Text(3),
            row.IsDBNull(4) ? null : row.GetInt64(4),
            row.GetString(5),
            row.GetFieldValue<byte[]>(6)
        );
}

/// <summary>Which rows are listed; null lets all through.</summary>
internal sealed record AuditFilter(DateTimeOffset? Since, string? Kind, string? Session, int Limit);
