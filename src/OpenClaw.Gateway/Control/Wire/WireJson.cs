using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace OpenClaw.Control.Wire;

/// <summary>How the control API writes JSON.</summary>
internal static class WireJson
{
    // The wire is a socket, not a web page: people read it with nc, and "größe" should look like it.
    private static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = s_encoder };

    /// <summary>New ones each time: a context keeps the options that it is given.</summary>
    public static JsonSerializerOptions NewOptions() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = s_encoder,
            RespectRequiredConstructorParameters = true,
        };
}

/// <summary>Parameters of a method that takes none.</summary>
internal sealed record NoParams
{
    public static NoParams Value { get; } = new();
}

/// <summary>Result of a method that has nothing to say but that it was done.</summary>
internal sealed record NoResult
{
    public static NoResult Value { get; } = new();
}
