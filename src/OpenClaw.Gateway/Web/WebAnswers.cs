using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Web;

/// <summary>How answers are written.</summary>
internal static class WebAnswers
{
    private const string Refusing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>What stands above every answer. Nothing of this server belongs into another site's page, a cache, or a guess at what it might be.</summary>
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
    public static Task TextAsync(this HttpContext context, int status, string line) => BytesAsync(context, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(line + "\n"));

    public static Task JsonAsync(this HttpContext context, int status, ReadOnlyMemory<byte> json) => BytesAsync(context, status, "application/json", json);

    public static async Task BytesAsync(this HttpContext context, int status, string type, ReadOnlyMemory<byte> bytes)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The request's body whole. Null when it is larger than <paramref name="limit"/>: the answer has been given then.</summary>
    public static async Task<byte[]?> BodyAsync(this HttpContext context, long limit = Serving.WebListener.MaxBody, Refusal? refuse = null)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            return body.ToArray();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await (refuse ?? TextAsync)(context, e.StatusCode, $"the body is larger than {Config.Reading.Sizes.Show(limit)}").ConfigureAwait(false);
            return null;
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
