using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools.Files;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Web.Page;

/// <summary>
/// Files that people attach, on their way in and back: the page sends one before the message that names it, and shows what came with any
/// message of a transcript that its person may read. A file lies where the agent works, so what is in it by now is nobody's promise.
/// </summary>
internal sealed class Attachments(
    EventLoop loop,
    Current<GatewayConfig> config,
    Current<PolicySet> policies,
    SessionStore sessions,
    PeerRights rights,
    Uploads uploads
)
{
    private const int LongestName = 255;

    private const string AnyBytes = "application/octet-stream";

    /// <summary>Nothing in it runs, is framed or fetches, whatever it turns out to be.</summary>
    private const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>What is not in here is bytes to the browser: its sender says what it is, and could say anything.</summary>
    private static readonly Dictionary<string, bool> s_isPicture = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = true,
        ["image/jpeg"] = true,
        ["image/gif"] = true,
        ["image/webp"] = true,
        ["text/plain"] = false,
        ["application/pdf"] = false,
    };

    /// <summary>A file that this person has sent before, as his message names it.</summary>
    public static RemoteFile? FileOf(ControlPeer peer, SentFile file) =>
        peer.Sender.Channel == "webchat"
        && file.Name.Length is > 0 and <= LongestName
        && file.Type is null or { Length: <= LongestName }
        && Uploads.ReferenceOf(peer.User, file.Id) is { } reference
            ? new RemoteFile(file.Name, file.Type is { Length: > 0 } type ? type : null, file.Size, reference)
            : null;

    /// <summary>Takes the bytes of a file and gives the id that a message names it by.</summary>
    public async Task TakeAsync(HttpContext context, ControlPeer peer)
    {
        // A form of another site cannot say this of what it sends without asking first.
        if (context.Request.ContentType != AnyBytes)
        {
            throw new WebRefusal(StatusCodes.Status415UnsupportedMediaType, $"this takes {AnyBytes}");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
        try
        {
            var (id, problem) = await uploads.TakeAsync(peer.User, context.Request.Body, context.RequestAborted).ConfigureAwait(false);
            if (id is not null)
            {
                await context
                    .JsonAsync(StatusCodes.Status200OK, System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\"}}"))
                    .ConfigureAwait(false);
            }
            else
            {
                throw new WebRefusal(StatusCodes.Status413PayloadTooLarge, problem!) { IsAmidBody = true };
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            throw new WebRefusal(StatusCodes.Status507InsufficientStorage, $"the file could not be stored: {e.Message}");
        }
    }

    /// <summary>Gives a file of a transcript: <c>session</c>, <c>seq</c> of the message, and <c>file</c>, which of those that came with
    /// it.</summary>
    public async Task GiveAsync(HttpContext context, ControlPeer peer)
    {
        if (await loop.InvokeAsync(() => FindAsync(peer, context.Request.Query)).ConfigureAwait(false) is not { } file)
        {
            throw new WebRefusal(StatusCodes.Status404NotFound, "there is no such file");
        }

        var path = FormerPeople.Now(config.Value.Agent, file.Path);
        var workspace = Path.GetDirectoryName(Path.GetDirectoryName(path)) ?? "/";
        // The agent may have put another name of a file there that no tool reads.
        using var handle = SafeFile.OpenRead(path, ProtectedFiles.Of(policies.Value, workspace), out var status, out var problem);
        if (handle is null)
        {
            throw new WebRefusal(StatusCodes.Status404NotFound, $"{Escaping.Line(file.Name)} {problem}");
        }

        Describe(context.Response, file, status.Size);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }
        await using var stream = new FileStream(handle, FileAccess.Read, 0);
        await CopyAsync(stream, context, status.Size).ConfigureAwait(false);
    }

    /// <summary>Whoever may not read the session is told the same as of a file that is not there.</summary>
    private async Task<AttachedFile?> FindAsync(ControlPeer peer, IQueryCollection asked)
    {
        if (
            !int.TryParse(asked["file"], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !long.TryParse(asked["seq"], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        )
        {
            return null;
        }
        try
        {
            var files = await sessions.FilesAsync(rights.Key(peer, asked["session"]), seq);
            return index < files.Count ? files[index] : null;
        }
        catch (ControlException)
        {
            return null;
        }
    }

    private static void Describe(HttpResponse response, AttachedFile file, long size)
    {
        var isKnown = s_isPicture.TryGetValue(file.MediaType ?? "", out var isPicture);
        response.ContentType = isKnown ? file.MediaType!.ToLowerInvariant() : AnyBytes;
        response.ContentLength = size;
        response.Headers.ContentSecurityPolicy = Policy;
        if (isPicture)
        {
            return;
        }
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
    }

    /// <summary>As much as was announced: the file may grow meanwhile, and one that shrinks ends the connection.</summary>
    private static async Task CopyAsync(Stream stream, HttpContext context, long left)
    {
        var piece = new byte[64 << 10];
        while (left > 0)
        {
            var read = await stream
                .ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left)), context.RequestAborted)
                .ConfigureAwait(false);
            if (read == 0)
            {
                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync(piece.AsMemory(0, read), context.RequestAborted).ConfigureAwait(false);
            left -= read;
        }
    }
}
