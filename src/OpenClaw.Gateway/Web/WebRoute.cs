using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web;

/// <summary>A method and a path that are answered. <paramref name="Answer"/> runs on a pool thread; what it throws is answered as an
/// internal error.</summary>
/// <param name="Path">The whole path, as it is; <c>/v1/*</c> stands for every path below <c>/v1/</c> that has no route of its own.</param>
internal sealed record WebRoute(string Method, string Path, Func<HttpContext, Task> Answer)
{
    /// <summary>It answers nobody who has not shown a token, a signature or a login, and says 401 to others. What asks for nothing is
    /// answered only so often to one address.</summary>
    public bool AsksForProof { get; init; }

    /// <summary>Writes what the server refuses before anybody is asked (a foreign host, another method, an end under way), and what went
    /// wrong inside.</summary>
    public Refusal Refuse { get; init; } = WebAnswers.TextAsync;
}

/// <summary>Writes a refusal in the way of whoever is at the other end.</summary>
internal delegate Task Refusal(HttpContext context, int status, string line);
