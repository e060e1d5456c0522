using System.Security.Cryptography;

namespace OpenClaw.Web;

/// <summary>Compares what somebody shows with what he should, in a time that tells nothing.</summary>
internal static class ShownToken
{
    /// <param name="expected">Null is no token: nothing equals it.</param>
    public static bool Equal(string shown, string? expected) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(shown)),
            SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? ""))
        ) && expected is { Length: > 0 };
}
