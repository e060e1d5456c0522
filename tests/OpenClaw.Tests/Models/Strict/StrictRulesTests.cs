using System.Text.Json.Nodes;
using OpenClaw.Tests.Fakes.Strict;

namespace OpenClaw.Tests.Models.Strict;

/// <summary>The strict servers are strict: each rule raises on what breaks it. A server that took everything would prove nothing.</summary>
public sealed class StrictRulesTests
{
    private const string User = """{"role":"user","content":"hi"}""";
    private const string Said = """{"role":"assistant","content":"hello"}""";

    [Theory]
    [InlineData("mistral", "[" + User + "," + User + "]", "alternate")]
    [InlineData(
        "mistral",
        "["
            + User
            + """,{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","function":{}}]},{"role":"tool","tool_call_id":"call_1","content":"x"}]""",
        "length of 9"
    )]
    [InlineData(
        "mistral",
        "[" + User + """,{"role":"assistant","content":null,"tool_calls":[{"id":"abcdefghi","function":{}}]}]""",
        "Not the same number"
    )]
    [InlineData(
        "mistral",
        "["
            + User
            + """,{"role":"assistant","content":null,"tool_calls":[{"id":"abcdefghi","function":{}}]},{"role":"tool","tool_call_id":"abcdefghi","content":"x"},"""
            + User
            + "]",
        "got 'user' after 'tool'"
    )]
    [InlineData("mistral", "[" + User + """,{"role":"assistant","content":""},""" + User + "]", "but not none")]
    [InlineData(
        "deepseek",
        "["
            + User
            + """,{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{}}]},{"role":"tool","tool_call_id":"c","content":"x"}]""",
        "Missing `reasoning_content`"
    )]
    [InlineData("deepseek", "[" + User + """,{"role":"assistant","content":"a","reasoning_content":"b"},""" + User + "]", "not allowed")]
    [InlineData(
        "gemini",
        "["
            + User
            + """,{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{}}]},{"role":"tool","tool_call_id":"c","content":"x"}]""",
        "missing a thought_signature"
    )]
    [InlineData(
        "gemini",
        "["
            + User
            + """,{"role":"assistant","content":null,"tool_calls":[{"id":"c","extra_content":{"google":{"thought_signature":"other"}}}]},{"role":"tool","tool_call_id":"c","content":"x"}]""",
        "not valid"
    )]
    [InlineData("claude", "[" + Said + "," + User + "]", "got 'assistant' after 'assistant'")]
    [InlineData("claude", "[" + User + """,{"role":"assistant","content":" "},""" + User + "]", "non-empty")]
    [InlineData(
        "claude",
        "["
            + User
            + """,{"role":"assistant","content":null,"tool_calls":[{"id":"a b","function":{}}]},{"role":"tool","tool_call_id":"a b","content":"x"}]""",
        "match pattern"
    )]
    [InlineData(
        "claude",
        "[" + User + "," + Said + """,{"role":"tool","tool_call_id":"c","content":"x"}]""",
        "no call in the message before"
    )]
    public void Rule_Broken_IsRaised(string family, string messages, string words)
    {
        ITemplateRules rules = family switch
        {
            "mistral" => new MistralRules(),
            "deepseek" => new DeepSeekRules(),
            "gemini" => new GeminiRules(),
            _ => new ClaudeRules(),
        };

        Assert.Contains(words, rules.Violation(new JsonObject { ["messages"] = JsonNode.Parse(messages) }));
    }

    [Fact]
    public void Rules_Kept_AreSilent() =>
        Assert.All(
            new ITemplateRules[] { new MistralRules(), new DeepSeekRules(), new GeminiRules(), new ClaudeRules() },
            rules => Assert.Null(rules.Violation(new JsonObject { ["messages"] = JsonNode.Parse($"[{User},{Said},{User}]") }))
        );
}
