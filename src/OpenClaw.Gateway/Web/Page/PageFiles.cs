using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web.Page;

/// <summary>The files of the page, which are inside the executable. Nothing on it is fetched from anywhere else.</summary>
internal static class PageFiles
{
    /// <summary>Only this server's own files, no markup made of text, and nobody's frame.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    public static IEnumerable<WebRoute> Routes =>
        [
            Route("/", "index.html", "text/html; charset=utf-8"),
            Route("/page.css", "page.css", "text/css; charset=utf-8"),
            Route("/page.js", "page.js", "text/javascript; charset=utf-8"),
            Route("/make.js", "make.js", "text/javascript; charset=utf-8"),
            Route("/files.js", "files.js", "text/javascript; charset=utf-8"),
            Route("/notices.js", "notices.js", "text/javascript; charset=utf-8"),
            Route("/icon.svg", "icon.svg", "image/svg+xml"),
        ];

    private static WebRoute Route(string path, string name, string type)
    {
        // Read when it is first asked for, and kept: a few kilobytes.
        var file = new Lazy<(byte[] Bytes, string Tag)>(() => Read(name));
        return new WebRoute(
            "GET",
            path,
            context =>
            {
                var (bytes, tag) = file.Value;
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                // Kept by the browser, and asked about each time: a newer executable has a newer page.
                headers.CacheControl = "no-cache";
                headers.ETag = tag;
                if (context.Request.Headers.IfNoneMatch.ToString() != tag)
                {
                    return context.BytesAsync(StatusCodes.Status200OK, type, bytes);
                }
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        );
    }

    private static (byte[] Bytes, string Tag) Read(string name)
    {
        using var stream =
            typeof(PageFiles).Assembly.GetManifestResourceStream($"page/{name}")
            ?? throw new InvalidOperationException($"no {name} in the executable");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes), 0, 8)}\"");
    }
}
