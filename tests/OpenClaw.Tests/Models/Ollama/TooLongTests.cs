using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>What a conversation meets whose transcript the server calls too long.</summary>
public sealed class TooLongTests
{
    [Fact]
    public async Task CostlyText_DoesNotEndTheSession()
    {
        await using var server = new StrictOllama(static _ => ModelTurn.Says("好")) { NamesNumbers = false };
        using var gateway = new TestGateway(Config(server.Url));

        // Learned from English, two of the Chinese messages seem to fit: each is some 2,500 tokens of 4,096.
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("好", gateway.Ask($"{i}: {string.Concat(Enumerable.Repeat("the rain in the cellar ", 150))}").Reply);
        }
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal("好", gateway.Ask($"{i}: {new string('雨', 3000)}").Reply);
        }

        Assert.Contains(server.Chats, static c => c.Status == 400);
        Assert.Equal(9, server.Chats.Count(static c => c.Status == 200));
    }

    [Fact]
    public async Task OneMessageAlone_EndsWithAnHonestLine_AndTheSessionGoesOn()
    {
        await using var server = new StrictOllama(static _ => ModelTurn.Says("hi"));
        using var gateway = new TestGateway(Config(server.Url, "on_exhausted = \"wait\""));
        gateway.Ask("hello");

        var ended = gateway.Ask(new string('雨', 6000));

        Assert.Equal("failed", ended.State);
        Assert.Matches(
            @"^This cannot be answered: with instructions and tools this message alone is some \d+ tokens, and small reads 4096; send it in parts, or as a file\.$",
            ended.Reply
        );
        Assert.Equal("hi", gateway.Ask("still there?").Reply);
        Assert.Equal(2, server.Chats.Count(static c => c.Status == 200));
    }

    [Fact]
    public async Task WhatWasLearned_OutlivesARestart()
    {
        await using var server = new StrictOllama(static _ => ModelTurn.Says("好"));
        using var gateway = new TestGateway(Config(server.Url));
        for (var i = 0; i < 4; i++)
        {
            gateway.Ask($"{i}: {new string('雨', 1000)}");
        }
        var before = Rate(gateway);
        var refused = server.Chats.Count(static c => c.Status == 400);

        gateway.Kill();
        gateway.Start();
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal("好", gateway.Ask($"{i}: {new string('雨', 1000)}").Reply);
        }

        Assert.InRange(before, 0.6, 1.2);
        Assert.InRange(Rate(gateway), 0.6, 1.2);
        // Foreseen, and so not even asked: the first start after the restart knew what the text costs.
        Assert.Equal(refused, server.Chats.Count(static c => c.Status == 400));
        Assert.Contains(gateway.Transcript(), static e => e is Entry.Summary);
    }

    [Fact]
    public async Task AnswerThatFillsTheContext_IsToldAsCutOff()
    {
        await using var server = new StrictOllama(static _ => ModelTurn.Says(new string('雨', 9000)));
        using var gateway = new TestGateway(Config(server.Url));

        Assert.EndsWith("[cut off where the model's context was full (4096 tokens)]", gateway.Ask("write a book").Reply);
        Assert.Single(server.Chats);
    }

    [Fact]
    public async Task WholePromptOfAYoungServer_IsNeverTakenForACut()
    {
        // Blanks and rules drawn with letters cost far less than the guess expects.
        await using var server = new StrictOllama(static _ => ModelTurn.Says("hi"));
        using var gateway = new TestGateway(Config(server.Url));
        var cheap = string.Concat(Enumerable.Repeat("abcdefg ", 2600));

        Assert.Equal("hi", gateway.Ask(cheap).Reply);

        Assert.Single(server.Chats);
    }

    [Fact]
    public async Task SilentCutOfAnOldServer_IsDoubtedOnce_AndTheSecondAnswerStands()
    {
        await using var server = new StrictOllama(static _ => ModelTurn.Says("hi")) { Version = "0.11.4" };
        using var gateway = new TestGateway(Config(server.Url));
        gateway.Ask("hello");

        Assert.Equal("hi", gateway.Ask(string.Concat(Enumerable.Repeat("the rain in the cellar ", 970))).Reply);

        Assert.Equal([false, true, true], server.Chats.Select(static c => c.IsCut));
    }

    private static double Rate(TestGateway gateway) =>
        gateway.Rows("select tokens_per_character from sessions", static row => row.GetDouble(0)).Single();

    private static string Config(Uri url, string chain = "") =>
        $$"""
            [agent]
            owners = ["local:pi"]
            workspace = "work"

            [models.small]
            provider = "ollama"
            url = "{{url}}"
            model = "m"
            context = 4096

            [chains.default]
            models = ["small"]
            {{chain}}

            [policies.guarded]
            default = { read = "allow", "*" = "deny" }
            """;
}
