using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenClaw.Models.Clients;

namespace OpenClaw.Web;

/// <summary>How answers are written.</summary>
internal static class WebAnswers
{
    private const long MostDrained = 16 << 20;

    /// <summary>Of all bodies that are being read at one time: many callers of whom nothing is known yet must not take the
    /// memory.</summary>
    private const long MostBuffered = 32 << 20;

    private static long s_buffered;
    private const string Refusing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>What stands above every answer. Nothing of this server belongs into another site's page, a cache, or a guess at what it
    /// might be.</summary>
    public static void Guard(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Refusing;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>A line for people and for <c>curl</c>.</summary>
    public static Task TextAsync(this HttpContext context, int status, string line) =>
        BytesAsync(context, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(line + "\n"));

    public static Task JsonAsync(this HttpContext context, int status, ReadOnlyMemory<byte> json) =>
        BytesAsync(context, status, "application/json", json);

    /// <summary>JSON that is read by programs and by people with curl, and by no page: nothing in it needs an escape that JSON does not.</summary>
    public static Task JsonAsync(this HttpContext context, int status, JsonNode json) =>
        context.JsonAsync(status, Json.Bytes(writer => json.WriteTo(writer)));

    public static async Task BytesAsync(this HttpContext context, int status, string type, ReadOnlyMemory<byte> bytes)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>The request's body whole.</summary>
    /// <exception cref="WebRefusal">It is larger than <paramref name="limit"/>, or too much comes at once.</exception>
    public static async Task<byte[]> BodyAsync(this HttpContext context, long limit = Serving.WebListener.MaxBody)
    {
        // Counted here: the server's own way of refusing cuts the connection under a client that still writes, and he never reads why.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
        using var body = new MemoryStream();
        var piece = new byte[16 << 10];
        try
        {
            while (await context.Request.Body.ReadAsync(piece, context.RequestAborted).ConfigureAwait(false) is var read and > 0)
            {
                body.Write(piece, 0, read);
                var buffered = Interlocked.Add(ref s_buffered, read);
                if (body.Length > limit)
                {
                    var most = Config.Reading.Sizes.Show(limit);
                    throw new WebRefusal(StatusCodes.Status413PayloadTooLarge, $"the body is larger than {most}") { IsAmidBody = true };
                }
                if (buffered > MostBuffered)
                {
                    const string Line = "too much is being sent at once; try again";
                    throw new WebRefusal(StatusCodes.Status503ServiceUnavailable, Line, after: 5) { IsAmidBody = true };
                }
            }

            return body.ToArray();
        }
        finally
        {
            Interlocked.Add(ref s_buffered, -body.Length);
        }
    }

    /// <summary>What a body says as JSON; null when it is none.</summary>
    public static JsonDocument? JsonOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes what still comes and throws it away, for a moment; after that the connection is cut.</summary>
    public static async Task DrainAsync(this HttpContext context)
    {
        var piece = new byte[16 << 10];
        long left = MostDrained;
        while (left > 0 && await context.Request.Body.ReadAsync(piece, context.RequestAborted).ConfigureAwait(false) is var read and > 0)
        {
            left -= read;
        }
        if (left <= 0)
        {
            context.Abort();
        }
    }

    /// <summary>The token of an <c>Authorization: Bearer</c> header; empty when there is none.</summary>
    public static string BearerOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
    }
}
