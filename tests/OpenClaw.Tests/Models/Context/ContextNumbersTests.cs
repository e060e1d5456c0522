using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models.Context;

public sealed class ContextNumbersTests
{
    [Theory]
    [InlineData("request (5021 tokens) exceeds the available context size (4096 tokens), try increasing it", 5021, 4096)]
    [InlineData("the request exceeds the available context size, try increasing it", null, null)]
    [InlineData("This model's maximum context length is 8192 tokens. However, your messages resulted in 10,240 tokens.", 10240, 8192)]
    [InlineData(
        "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens (139000 of text input).",
        139000,
        131072
    )]
    [InlineData(
        "This model's maximum context length is 4097 tokens. However, you requested 4927 tokens (927 in the messages, 4000 in the completion).",
        927,
        4097
    )]
    [InlineData(
        "This model's maximum context length is 4097 tokens, however you requested 4927 tokens (927 in your prompt; 4000 for the completion).",
        927,
        4097
    )]
    [InlineData("This model's maximum context length is 2048 tokens. Please reduce the length of the input.", null, 2048)]
    [InlineData("prompt is too long: 210000 tokens > 200000 maximum", 210000, 200000)]
    [InlineData("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", 1200000, 1048576)]
    [InlineData("Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length", 40000, 32768)]
    public void Refusal_IsReadWithItsNumbers(string text, int? prompt, int? context)
    {
        var failure = Assert.IsType<ModelFailure.ContextTooLong>(FailureMap.Of(400, text));

        Assert.Equal((prompt, context), (failure.Prompt, failure.Context));
    }
}
