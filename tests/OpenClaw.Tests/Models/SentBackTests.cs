using System.Text;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.OpenAi;

namespace OpenClaw.Tests.Models;

/// <summary>What a server gave goes back to it as it came, to no other, and in an order that strict servers accept.</summary>
public class SentBackTests
{
    private static readonly ModelConfig s_deepseek = new()
    {
        Name = "deep",
        Provider = ModelProvider.OpenAi,
        Model = "deepseek-chat",
        Url = new Uri("https://api.deepseek.com/v1"),
        Span = default!,
    };
    private static readonly ModelConfig s_other = new()
    {
        Name = "other",
        Provider = ModelProvider.OpenAi,
        Model = "mistral-small",
        Url = new Uri("https://api.mistral.ai/v1"),
        Span = default!,
    };

    [Fact]
    public void Calls_ToTheServerThatMadeThem_KeepIdReasoningAndExtra()
    {
        var sent = Sent(s_deepseek);

        Assert.Contains("\"id\":\"call_00_x\"", sent);
        Assert.Contains("\"tool_call_id\":\"call_00_x\"", sent);
        Assert.Contains("\"reasoning_content\":\"I look.\"", sent);
        Assert.Contains("\"extra_content\":{\"google\":{\"thought_signature\":\"s1g\"}}", sent);
        Assert.Contains("\"content\":null,\"reasoning_content\"", sent);
    }

    [Fact]
    public void Calls_ToAnotherServer_HaveIdsOfNineLettersAndNothingForeign()
    {
        var sent = Sent(s_other);

        Assert.DoesNotContain("call_00_x", sent);
        Assert.DoesNotContain("c5_0", sent);
        Assert.DoesNotContain("reasoning_content", sent);
        Assert.DoesNotContain("extra_content", sent);
        var id = System.Text.RegularExpressions.Regex.Match(sent, "\"tool_call_id\":\"([A-Za-z0-9]{9})\"").Groups[1].Value;
        Assert.Contains($"\"id\":\"{id}\"", sent);
        Assert.Equal(sent, Sent(s_other));
    }

    [Fact]
    public void Roles_OfAnyTranscript_Alternate()
    {
        ChatMessage[] said =
        [
            new(ChatRole.System, "s"),
            new(ChatRole.User, "[summary]"),
            new(ChatRole.User, "one"),
            new(ChatRole.Assistant, ""),
            new(ChatRole.User, "[notice] it failed"),
            new(ChatRole.User, "two"),
            Asks(),
            Result(),
            new(ChatRole.User, "three"),
            new(ChatRole.Assistant, "a"),
            new(ChatRole.Assistant, "b"),
            new(ChatRole.User, "four"),
        ];

        var legal = LegalRoles.Of(said);

        Assert.Equal(
            ["system", "user", "assistant", "tool", "assistant", "user", "assistant", "user"],
            legal.Select(static m => m.Role.Value)
        );
        Assert.Equal("[summary]\n\none\n\n[notice] it failed\n\ntwo", legal[1].Text);
        Assert.Equal("a\n\nb", legal[6].Text);
    }

    [Fact]
    public void Roles_OfALongerTranscript_BeginWithTheShorterOne()
    {
        ChatMessage[] said =
        [
            new(ChatRole.System, "s"),
            new(ChatRole.User, "one"),
            Asks(),
            Result(),
            new(ChatRole.Assistant, "done"),
            new(ChatRole.User, "two"),
        ];
        var before = LegalRoles.Of(said[..5]);
        Assert.Equal(before.Select(static m => m.Text), LegalRoles.Of(said).Take(before.Count).Select(static m => m.Text));
    }

    private static ChatMessage Asks() =>
        new(
            ChatRole.Assistant,
            [
                new TextReasoningContent("I look."),
                CallContent.From(
                    new ToolCall("c5_0", "exec", "{}") { ServerId = "call_00_x", Extra = """{"google":{"thought_signature":"s1g"}}""" }
                ),
            ]
        )
        {
            AuthorName = "deep",
        };

    private static ChatMessage Result() => new(ChatRole.Tool, [CallContent.Result("c5_0", "ok")]);

    private static string Sent(ModelConfig model) =>
        Encoding.UTF8.GetString(
            OpenAiWire
                .Request(
                    model,
                    SentBack.To(model, LegalRoles.Of([new ChatMessage(ChatRole.User, "do"), Asks(), Result()])),
                    new AskOptions()
                )
                .ToArray()
        );
}
