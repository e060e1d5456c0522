using System.Net;
using System.Net.Http;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Models;

/// <summary>What servers say when they refuse, and what it means to the chain.</summary>
public class FailureWordsTests
{
    [Theory]
    [InlineData("Please retry in 34.07s.", 34.07)]
    [InlineData("Rate limit reached for gpt-x. Please try again in 6m26.4s. Visit ...", 386.4)]
    [InlineData("Rate limit reached. Please try again in 20s.", 20.0)]
    [InlineData("Please try again in 120ms", 0.12)]
    [InlineData("""{"error":{"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""", 34.0)]
    [InlineData("Try again after 2 minutes and 5 seconds", 125.0)]
    [InlineData("please wait 30 seconds", 30.0)]
    [InlineData("You exceeded your current quota", null)]
    [InlineData("try again in a while", null)]
    [InlineData("retry 3 times", null)]
    [InlineData("try again in 99999999999999999999s", null)]
    public void Text_NamesAWait_IsRead(string text, double? seconds) => Assert.Equal(seconds, RetryAfter.InText(text)?.TotalSeconds);

    [Theory]
    [InlineData("Retry-After: 2.5", 2.5)]
    [InlineData("Retry-After: 20s", 20.0)]
    [InlineData("Retry-After: 17", 17.0)]
    [InlineData("Retry-After: Mon, 05 Jan 2026 08:02:00 GMT", 120.0)]
    [InlineData("Retry-After: Mon, 05 Jan 2026 07:02:00 GMT", null)]
    [InlineData("Retry-After: -1", null)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("retry-after-ms: 1500", 1.5)]
    public void Header_NamesAWait_IsRead(string header, double? seconds)
    {
        using var response = With(header);
        Assert.Equal(seconds, RetryAfter.Of(response, new FakeClock())?.TotalSeconds);
    }

    [Fact]
    public void Limits_ThatAreUsedUp_NameTheLongestWait()
    {
        using var response = With(
            "x-ratelimit-reset-requests: 1s",
            "x-ratelimit-remaining-requests: 5",
            "x-ratelimit-reset-tokens: 6m0s",
            "x-ratelimit-remaining-tokens: 0"
        );
        Assert.Equal(360, RetryAfter.OfLimits(response, new FakeClock())?.TotalSeconds);
    }

    [Theory]
    [InlineData("registry.ollama.ai/library/llama3.2-vision:latest does not support tools", "llama3.2-vision", "tools")]
    [InlineData("\"phi4-reasoning\" does not support tools", "phi4-reasoning", "tools")]
    [InlineData("qwen3-thinking:4b does not support tools", "qwen3-thinking:4b", "tools")]
    [InlineData("\"qwen2.5-tools:1b\" does not support thinking", "qwen2.5-tools:1b", "think")]
    [InlineData("think value \"low\" is not supported for this model", "gpt-oss", "think")]
    [InlineData("tools param requires --jinja flag", "m", "tools")]
    [InlineData(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "o3",
        "max_tokens"
    )]
    [InlineData(
        "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
        "o3",
        "temperature"
    )]
    [InlineData("Unrecognized request argument supplied: stream_options", "m", "stream_options")]
    [InlineData("Extra inputs are not permitted (stream_options)", "m", "stream_options")]
    [InlineData("this server does not support the vision of tomorrow", "m", "images")]
    [InlineData("everything is on fire", "tools-and-vision", null)]
    public void Refusal_NamesAnOption_NeverTheModel(string text, string model, string? option) =>
        Assert.Equal(option, (FailureMap.Of(400, text, model) as ModelFailure.RefusedAsBad)?.Option);

    [Theory]
    [InlineData("""{"error":{"message":"Unsupported parameter","param":"max_tokens","type":"invalid_request_error"}}""", "max_tokens")]
    [InlineData(
        """{"detail":[{"loc":["body","temperature"],"msg":"extra fields not permitted","type":"value_error.extra"}]}""",
        "temperature"
    )]
    [InlineData("""{"message":"unknown field: stream_options"}""", "stream_options")]
    public void Refusal_InAField_IsFound(string body, string option) =>
        Assert.Equal(option, Assert.IsType<ModelFailure.RefusedAsBad>(FailureMap.Of(400, ErrorText.Of(body))).Option);

    [Theory]
    [InlineData(500, "error parsing tool call: raw='ls -R', err=invalid character 'l'")]
    [InlineData(500, "Failed to parse input at pos 12: <tool_call>")]
    [InlineData(400, "Failed to call a function. Please adjust your prompt. (tool_use_failed)")]
    [InlineData(500, "XML syntax error on line 4: element <function> closed by </tool_call>")]
    public void CallThatTheServerCannotRead_IsTheModelsOwn(int status, string text) =>
        Assert.True(Assert.IsType<ModelFailure.Malformed>(FailureMap.Of(status, text)).IsModelsOwn);

    [Fact]
    public void Quota_WithANamedWait_IsALimitThatPasses()
    {
        Assert.IsType<ModelFailure.OutOfCredit>(FailureMap.Of(429, "You exceeded your current quota"));
        Assert.IsType<ModelFailure.RateLimited>(
            FailureMap.Of(429, "You exceeded your current quota", retryAfter: TimeSpan.FromSeconds(34))
        );
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"x"}}""", 429)]
    [InlineData("""{"error":{"code":"429","message":"x"}}""", 429)]
    [InlineData("""{"error":{"code":"529","message":"x"}}""", 529)]
    [InlineData("""{"error":{"type":"tokens","code":"rate_limit_exceeded","message":"x"}}""", 429)]
    [InlineData("""{"error":{"type":"overloaded_error","message":"x"}}""", 529)]
    [InlineData("""{"error":"x"}""", 500)]
    [InlineData("""{"error":{"code":7,"message":"x"}}""", 500)]
    public void Code_InsideAnAnswer_IsAStatus(string body, int status) => Assert.Equal(status, ErrorStatus.Of(Json.Parse(body)));

    private static HttpResponseMessage With(params string[] headers)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':');
            Assert.True(response.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim()));
        }

        return response;
    }
}
