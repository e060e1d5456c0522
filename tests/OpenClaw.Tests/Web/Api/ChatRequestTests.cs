using System.Text;
using OpenClaw.Web.Api;

namespace OpenClaw.Tests.Web.Api;

public sealed class ChatRequestTests
{
    private const string Hi = """[{"role":"user","content":"hi"}]""";

    [Fact]
    public void Read_WholeConversation_IsEarlierWordsAndWhatIsSaidNow()
    {
        var request = Read(
            """
            {"model":"big","stream":true,"stream_options":{"include_usage":true},"temperature":0.2,"max_tokens":5,"stop":["x"],"seed":1,"top_p":null,
             "tools":[],"tool_choice":"none","n":1,"response_format":{"type":"text"},"modalities":["text"],"metadata":{"a":"b"},
             "messages":[
               {"role":"system","content":"Be brief."},
               {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
               {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"1","content":"5"},
               {"role":"assistant","content":"three"},
               {"role":"developer","content":[{"type":"text","text":"In French."}]},
               {"role":"user","content":"four"}]}
            """
        );

        Assert.Equal(("big", null, true, true), (request.Model, request.Session, request.Stream, request.IncludeUsage));
        Assert.Equal(
            [
                new EarlierWords(true, "[instructions of the program that asks]\nBe brief.\n[end of its instructions]\n\none\ntwo"),
                new EarlierWords(false, "three"),
            ],
            request.Earlier
        );
        Assert.Equal("[instructions of the program that asks]\nIn French.\n[end of its instructions]\n\nfour", request.Said);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("", "anna", "anna")]
    [InlineData("", "  ", null)]
    [InlineData("notes", "anna", "notes")]
    [InlineData(" notes ", null, "notes")]
    [InlineData("", "a:b/c d", "a:b/c d")]
    public void Read_Session_IsNamedByHeaderOrUser(string header, string? user, string? session)
    {
        var request = Read($$"""{"user":{{(user is null ? "null" : $"\"{user}\"")}},"messages":{{Hi}}}""", header);

        Assert.Equal(session, request.Session);
    }

    [Fact]
    public void Read_InASession_OnlyTheLastWordIsTaken()
    {
        var request = Read(
            """{"user":"anna","messages":[{"role":"system","content":"x"},{"role":"user","content":"one"},{"role":"assistant","content":"two"},{"role":"user","content":"three"}]}"""
        );

        Assert.Equal("three", request.Said);
        Assert.Empty(request.Earlier);
    }

    [Fact]
    public void Read_Command_StandsBare() =>
        Assert.Equal(
            "/status",
            Read("""{"messages":[{"role":"system","content":"x"},{"role":"user","content":"one"},{"role":"user","content":"/status"}]}""")
                is { Earlier.Count: 0 } request
                ? request.Said
                : ""
        );

    [Fact]
    public void Read_InstructionsAtTheEnd_StandBeforeTheLastWord() =>
        Assert.EndsWith(
            "x\n[end of its instructions]\n\nhi",
            Read("""{"messages":[{"role":"user","content":"hi"},{"role":"system","content":"x"}]}""").Said
        );

    [Theory]
    [InlineData("", "the body is not JSON", null)]
    [InlineData("{", "the body is not JSON", null)]
    [InlineData("[]", "the body is not a JSON object", null)]
    [InlineData("{}", "messages must be an array with at least one message", "messages")]
    [InlineData("""{"messages":[]}""", "messages must be an array with at least one message", "messages")]
    [InlineData("""{"messages":"hi"}""", "messages must be an array with at least one message", "messages")]
    [InlineData("""{"messages":["hi"]}""", "messages[0] is not an object", "messages[0]")]
    [InlineData("""{"messages":[{"content":"hi"}]}""", "messages[0].role must be one of", "messages[0].role")]
    [InlineData("""{"messages":[{"role":7,"content":"hi"}]}""", "messages[0].role must be a string", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"owner","content":"hi"}]}""", "messages[0].role must be one of", "messages[0].role")]
    [InlineData(
        """{"messages":[{"role":"user","content":7}]}""",
        "messages[0].content must be a string or an array",
        "messages[0].content"
    )]
    [InlineData("""{"messages":[{"role":"user","content":" "}]}""", "the last message is empty", "messages")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "the last message is empty", "messages")]
    [InlineData("""{"messages":[{"role":"system","content":"hi"}]}""", "the last message must be the user's", "messages")]
    [InlineData(
        """{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"Sure"}]}""",
        "the last message must be the user's",
        "messages"
    )]
    [InlineData(
        """{"messages":[{"role":"user","content":"hi"},{"role":"tool","content":"5"}]}""",
        "the gateway's own tools run here",
        "messages"
    )]
    [InlineData(
        """{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/x.png"}}]}]}""",
        "messages[0].content[0] is of the type \"image_url\", and only text is taken here",
        "messages[0].content[0]"
    )]
    [InlineData(
        """{"messages":[{"role":"user","content":[{"type":"text"}]}]}""",
        "messages[0].content[0] must be an object such as",
        "messages[0].content[0]"
    )]
    [InlineData(
        """{"messages":[{"role":"user","content":["hi"]}]}""",
        "messages[0].content[0] must be an object such as",
        "messages[0].content[0]"
    )]
    [InlineData("""{"messages":[{"role":"user","content":"\ud800"}]}""", "no valid Unicode", null)]
    [InlineData("""{"\ud800":1,"messages":[{"role":"user","content":"hi"}]}""", "no valid Unicode", null)]
    [InlineData("""{"user":"\udc00","messages":[{"role":"user","content":"hi"}]}""", "no valid Unicode", null)]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"hi"}]}""", "model must be a string", "model")]
    [InlineData("""{"stream":"yes","messages":[{"role":"user","content":"hi"}]}""", "stream must be true or false", "stream")]
    [InlineData("""{"n":2,"messages":[{"role":"user","content":"hi"}]}""", "n can only be 1", "n")]
    [InlineData("""{"n":"1","messages":[{"role":"user","content":"hi"}]}""", "n can only be 1", "n")]
    [InlineData(
        """{"tools":[{"type":"function"}],"messages":[{"role":"user","content":"hi"}]}""",
        "the gateway's own tools run here",
        "tools"
    )]
    [InlineData("""{"functions":{},"messages":[{"role":"user","content":"hi"}]}""", "the gateway's own tools run here", "functions")]
    [InlineData("""{"tool_choice":"required","messages":[{"role":"user","content":"hi"}]}""", "tool_choice can be", "tool_choice")]
    [InlineData(
        """{"response_format":{"type":"json_object"},"messages":[{"role":"user","content":"hi"}]}""",
        "response_format can only be",
        "response_format"
    )]
    [InlineData(
        """{"response_format":{"type":7},"messages":[{"role":"user","content":"hi"}]}""",
        "response_format can only be",
        "response_format"
    )]
    [InlineData("""{"modalities":["audio"],"messages":[{"role":"user","content":"hi"}]}""", "modalities can only be", "modalities")]
    [InlineData("""{"user":"~1","messages":[{"role":"user","content":"hi"}]}""", "names with ~ at the beginning", "user")]
    [InlineData("""{"user":"a\nb","messages":[{"role":"user","content":"hi"}]}""", "no control characters", "user")]
    public void Read_WhatCannotBeHad_IsRefusedByItsName(string body, string message, string? param)
    {
        var error = Assert.Throws<ApiException>(() => Read(body)).Error;

        Assert.Contains(message, error.Message);
        Assert.Equal((400, "invalid_request_error", param), (error.Status, error.Type, error.Param));
    }

    [Fact]
    public void Read_MoreMessagesThanAreTaken_IsRefused()
    {
        var body = $$"""{"messages":[{{string.Join(',', Enumerable.Repeat("""{"role":"user","content":"hi"}""", 2049))}}]}""";

        Assert.Contains("at most 2048", Assert.Throws<ApiException>(() => Read(body)).Message);
    }

    [Fact]
    public void Read_BytesThatAreNoText_IsRefused() =>
        Assert.Throws<ApiException>(() =>
            ChatRequestReader.Read((byte[])[.. "{\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8], "")
        );

    private static ChatRequest Read(string body, string header = "") => ChatRequestReader.Read(Encoding.UTF8.GetBytes(body), header);
}
