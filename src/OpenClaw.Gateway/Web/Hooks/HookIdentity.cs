using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web.Hooks;

/// <summary>What makes two calls of a hook one message: the key that the caller gave it, or the number of GitHub's delivery. Without one
/// each call is a message.</summary>
internal static class HookIdentity
{
    public const string KeyHeader = "Idempotency-Key";
    public const int LongestKey = 200;

    private const string GitHubHeader = "X-GitHub-Delivery";

    /// <summary>False when the caller gave a key that is none.</summary>
    public static bool TryRead(HookConfig hook, IHeaderDictionary headers, out string id)
    {
        var given = headers[KeyHeader].ToString() is { Length: > 0 } key ? key : headers[GitHubHeader].ToString();
        // What was signed with its time is one call: sent again by somebody who overheard it, it is still the same.
        if (given.Length == 0 && IsSignedOnce(hook))
        {
            given = SignatureOf(headers);
        }
        id = given.Length > 0 ? given : Guid.NewGuid().ToString("N");
        return id.Length <= LongestKey && id.All(static c => c is > ' ' and < '\u007F');
    }

    /// <summary>Whether its callers sign their clock too, so that a signature is for one call.</summary>
    public static bool IsSignedOnce(HookConfig hook) => hook is { Token: null, Signature: HookSignatureKind.Generic };

    /// <summary>The signature, which may be written in letters of either case.</summary>
    public static string SignatureOf(IHeaderDictionary headers) => headers[HookSignature.GenericHeader].ToString().ToLowerInvariant();
}
