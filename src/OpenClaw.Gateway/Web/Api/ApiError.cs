using Microsoft.AspNetCore.Http;

namespace OpenClaw.Web.Api;

/// <summary>What is refused or went wrong, in the words that clients of OpenAI's API look for.</summary>
/// <param name="Type">Whose mistake it is.</param>
/// <param name="Param">The part of the request that is meant.</param>
/// <param name="Code">What a program tells it by.</param>
internal sealed record ApiError(int Status, string Message, string Type, string? Param = null, string? Code = null)
{
    private const string Asker = "invalid_request_error";
    private const string Server = "server_error";

    /// <summary>When it may be tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The official clients try again by themselves when a server has failed. A turn may have run tools by then, and its message stands in
    /// the transcript: it is not said a second time unless a person wants it.
    /// </summary>
    public bool IsFinal { get; init; }

    public static ApiError Bad(string? param, string message, string? code = null) =>
        new(StatusCodes.Status400BadRequest, message, Asker, param, code);

    public static ApiError NoModel(string message) => new(StatusCodes.Status404NotFound, message, Asker, "model", "model_not_found");

    public static ApiError NotFound(string message) => new(StatusCodes.Status404NotFound, message, Asker, null, "unknown_url");

    public static ApiError BadToken(string message) => new(StatusCodes.Status401Unauthorized, message, Asker, null, "invalid_api_key");

    public static ApiError TooMany(string message, TimeSpan again) =>
        new(StatusCodes.Status429TooManyRequests, message, "rate_limit_error", null, "rate_limit_exceeded") { RetryAfter = again };

    /// <summary>The turn ended without an answer.</summary>
    public static ApiError Failed(string message) =>
        new(StatusCodes.Status502BadGateway, message, Server, null, "turn_failed") { IsFinal = true };

    public static ApiError Stopped(string message) =>
        new(StatusCodes.Status503ServiceUnavailable, message, Server, null, "turn_stopped") { IsFinal = true };

    /// <summary>What has no words of its own here: the HTTP server's refusals, and what a stage says.</summary>
    public static ApiError Of(int status, string message) =>
        new(status, message, status >= StatusCodes.Status500InternalServerError ? Server : Asker);
}

/// <summary>Ends a request with an error; its message is for whoever asked.</summary>
internal sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error => error;
}
