using Microsoft.Data.Sqlite;

namespace OpenClaw.Foundation.Storage;

/// <summary>One query of the store, where it is all that is read. Values take the places <c>@0</c>, <c>@1</c> ... of the SQL.</summary>
internal static class StoreQueries
{
    /// <summary>The rows of a query, on a pool thread: <see cref="Store.ReadAsync"/>.</summary>
    public static Task<List<T>> ReadAsync<T>(this Store store, string sql, Func<SqliteDataReader, T> row, params object[] values) =>
        store.ReadAsync(connection => connection.Query(sql, row, values));

    /// <summary>The rows of a query, by their key on the writer's connection: <see cref="Store.LookAsync"/>.</summary>
    public static Task<List<T>> LookAsync<T>(this Store store, string sql, Func<SqliteDataReader, T> row, params object[] values) =>
        store.LookAsync(connection => connection.Query(sql, row, values));

    /// <summary>The only row of a query on a pool thread; null when there is none.</summary>
    public static async Task<T?> ReadOneAsync<T>(this Store store, string sql, Func<SqliteDataReader, T> row, params object[] values)
        where T : class => (await store.ReadAsync(sql, row, values)).SingleOrDefault();

    /// <summary>The only row of a query by its key on the writer's connection; null when there is none.</summary>
    public static async Task<T?> LookOneAsync<T>(this Store store, string sql, Func<SqliteDataReader, T> row, params object[] values)
        where T : class => (await store.LookAsync(sql, row, values)).SingleOrDefault();
}
