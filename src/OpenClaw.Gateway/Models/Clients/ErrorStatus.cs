namespace OpenClaw.Models.Clients;

/// <summary>The HTTP status that an error inside an answer stands for: the answer began with 200, so what went wrong later is told in words
/// and codes only.</summary>
internal static class ErrorStatus
{
    /// <summary>A code as a number or as text (<c>429</c>, <c>"529"</c>, <c>"rate_limit_exceeded"</c>), of the error object or around it;
    /// 500 where none is known.</summary>
    public static int Of(JsonElement json)
    {
        ReadOnlySpan<JsonElement?> places = [json.Child("error"), json];
        foreach (var place in places)
        {
            foreach (var key in (ReadOnlySpan<string>)["code", "status", "status_code", "type"])
            {
                if (
                    place is { ValueKind: JsonValueKind.Object } error
                    && (error.Int(key) ?? Named(error.String(key))) is { } status and >= 400 and < 600
                )
                {
                    return status;
                }
            }
        }

        return 500;
    }

    private static int? Named(string? code) =>
        code?.ToLowerInvariant() switch
        {
            null => null,
            "rate_limit_exceeded"
            or "rate_limit_error"
            or "rate_limited"
            or "too_many_requests"
            or "resource_exhausted"
            or "insufficient_quota" => 429,
            "overloaded_error" or "overloaded" or "engine_overloaded" => 529,
            "unavailable" or "service_unavailable" or "unavailable_error" => 503,
            "invalid_api_key" or "authentication_error" or "unauthenticated" => 401,
            "permission_denied" or "permission_error" => 403,
            "model_not_found" or "not_found_error" => 404,
            "context_length_exceeded" or "exceed_context_size_error" or "invalid_request_error" or "bad_request" or "invalid_argument" =>
                400,
            var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
}
