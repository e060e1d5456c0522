using System.Text;
using System.Text.Json;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Tests.Control;

/// <summary>The frame of JSON-RPC around the records, letter for letter: programs in other languages read it.</summary>
public sealed class ControlWireTests
{
    [Fact]
    public void Request_WithoutParameters_HasNoParams() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","id":7,"method":"status"}""" + "\n",
            Text(ControlWire.Request(7, StatusApi.Status, NoParams.Value))
        );

    [Fact]
    public void Request_KeepsLettersBeyondAscii() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"größe \"<&>\""}}""" + "\n",
            Text(ControlWire.Request(1, SendApi.Send, new SendParams { Text = "größe \"<&>\"" }))
        );

    [Fact]
    public void Request_LongerThanAGatewayReads_IsRefusedBeforeItIsSent()
    {
        var longest = ControlWire.MaxLineBytes - ControlWire.Request(1, SendApi.Send, new SendParams { Text = "" }).Length;

        Assert.Equal(
            ControlWire.MaxLineBytes,
            ControlWire.Request(1, SendApi.Send, new SendParams { Text = new string('x', longest) }).Length
        );
        var e = Assert.Throws<ControlException>(() =>
            ControlWire.Request(1, SendApi.Send, new SendParams { Text = new string('x', longest + 1) })
        );
        Assert.Equal(ControlErrors.InvalidParams, e.Code);
        Assert.Equal(
            "send would be a request of 1048577 bytes, and one has at most 1048576 (1 MB); nothing was sent. Put it into a file of the workspace and name the file.",
            e.Message
        );
    }

    [Fact]
    public void Notification_HasNoId() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"log","params":{"line":"l"}}""" + "\n",
            Text(ControlWire.Notification(OperationApi.Log, new LogLine("l")))
        );

    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"a\\u0062\"", "\"ab\"")]
    [InlineData("null", "null")]
    [InlineData("1e3", "1e3")]
    public void Result_HasTheIdOfItsRequest(string id, string written) =>
        Assert.Equal($"{{\"jsonrpc\":\"2.0\",\"id\":{written},\"result\":[1]}}\n", Text(ControlWire.Result(Json(id), "[1]"u8.ToArray())));

    [Fact]
    public void Error_OfALineWithoutAReadableId_HasIdNull() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no \"JSON\""}}""" + "\n",
            Text(ControlWire.Error(default, ControlErrors.Parse, "no \"JSON\""))
        );

    private static string Text(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
