using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web.Page;

/// <summary>Reads what the page sends. A form of another site can send no JSON without asking first.</summary>
internal static class JsonBody
{
    /// <exception cref="WebRefusal">It is no JSON.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, long limit = Serving.WebListener.MaxBody)
    {
        var body = await BytesAsync(context, limit).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonCharacters.Complaint(body) is { } half ? throw Bad(half) : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Bad("is not JSON");
        }
    }

    /// <summary>The same unread.</summary>
    /// <exception cref="WebRefusal">It does not claim to be JSON.</exception>
    public static Task<byte[]> BytesAsync(HttpContext context, long limit = Serving.WebListener.MaxBody) =>
        context.Request.ContentType is { } type && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? context.BodyAsync(limit)
            : throw new WebRefusal(StatusCodes.Status415UnsupportedMediaType, "this takes application/json");

    public static WebRefusal Bad(string what) => new(StatusCodes.Status400BadRequest, $"the body {what}");
}
