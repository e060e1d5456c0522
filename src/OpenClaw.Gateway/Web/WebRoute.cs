using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web;

/// <summary>A method and a path that are answered. <paramref name="Answer"/> runs on a pool thread; what it throws is answered as an internal error.</summary>
/// <param name="Path">The whole path, as it is; there are no patterns.</param>
internal sealed record WebRoute(string Method, string Path, Func<HttpContext, Task> Answer);
