using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web.Page;

/// <summary>Reads what the page sends.</summary>
internal static class JsonBody
{
    /// <summary>The body as JSON; null when it is none, and then the answer has been given. A form of another site can send no JSON without
    /// asking first.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpContext context, long limit = Serving.WebListener.MaxBody)
    {
        if (!IsJson(context.Request))
        {
            await context.TextAsync(StatusCodes.Status415UnsupportedMediaType, "this takes application/json").ConfigureAwait(false);
            return null;
        }

        if (await context.BodyAsync(limit).ConfigureAwait(false) is not { } body)
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(body);
            if (JsonCharacters.Complaint(body) is not { } half)
            {
                return document.RootElement.Clone();
            }
            await context.TextAsync(StatusCodes.Status400BadRequest, $"the body {half}").ConfigureAwait(false);
            return null;
        }
        catch (JsonException)
        {
            await context.TextAsync(StatusCodes.Status400BadRequest, "the body is not JSON").ConfigureAwait(false);
            return null;
        }
    }

    public static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
