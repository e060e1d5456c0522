using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web.Hooks;

/// <summary>
/// Tells whether a caller knows a hook's secret: by an HMAC-SHA256 over the bytes that came, before anybody reads them. GitHub signs the
/// body alone (https://docs.github.com/webhooks, "Validating webhook deliveries"); the generic way signs <c>TIMESTAMP.BODY</c>, so that
/// what was overheard is worth nothing later (and before that for one call: <see cref="HookIdentity.IsSignedOnce"/>). Pure. </summary>
internal static class HookSignature
{
    public const string GitHubHeader = "X-Hub-Signature-256";
    public const string GenericHeader = "X-Signature";
    public const string TimestampHeader = "X-Timestamp";

    private const string Scheme = "sha256=";

    /// <summary>How far the caller's clock may be from this one.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Null when the signature is right.</summary>
    public static HookRefusal? Check(HookSignatureKind kind, Secret secret, IHeaderDictionary headers, byte[] body, DateTimeOffset now)
    {
        var header = kind == HookSignatureKind.GitHub ? GitHubHeader : GenericHeader;
        if (headers[header].ToString() is not { Length: > 0 } shown)
        {
            return new HookRefusal($"the signature is missing: {header}: {Scheme}HEX", IsGuess: false);
        }
        var timestamp = headers[TimestampHeader].ToString();
        if (kind == HookSignatureKind.Generic && !IsSeconds(timestamp))
        {
            return new HookRefusal($"{TimestampHeader} is missing: seconds since 1970, which are signed as TIMESTAMP.BODY", IsGuess: true);
        }
        if (!IsRight(shown, secret, kind == HookSignatureKind.GitHub ? "" : $"{timestamp}.", body))
        {
            return new HookRefusal($"{header} does not fit the body and the secret", IsGuess: true);
        }
        if (kind == HookSignatureKind.GitHub)
        {
            return null;
        }
        var off = (now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture))).Duration();
        return off <= Tolerance
            ? null
            : new HookRefusal(
                $"{TimestampHeader} is {Math.Floor(off.TotalSeconds)} s from this clock, and may be {Tolerance.TotalSeconds}; sign again",
                IsGuess: false
            );
    }

    /// <summary>The header's value for a body, as a caller makes it.</summary>
    public static string Of(string secret, string before, byte[] body) => Scheme + Convert.ToHexStringLower(Mac(secret, before, body));

    private static bool IsRight(string shown, Secret secret, string before, byte[] body)
    {
        if (secret.Value is not { Length: > 0 } key || !shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        var hex = shown.AsSpan(Scheme.Length);
        return hex.Length == 2 * claimed.Length
            && Convert.FromHexString(hex, claimed, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(claimed, Mac(key, before, body));
    }

    private static byte[] Mac(string secret, string before, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(before));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    // Eleven digits last until the year 5138; more would be no date.
    private static bool IsSeconds(string text) => text.Length is > 0 and <= 11 && text.All(char.IsAsciiDigit);
}

/// <summary>Why a caller is not believed.</summary>
/// <param name="IsGuess">Whether he may be trying secrets.</param>
internal sealed record HookRefusal(string Line, bool IsGuess);
