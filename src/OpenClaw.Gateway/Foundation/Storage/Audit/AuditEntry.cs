using System.Buffers;
using System.Text.Encodings.Web;

namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>What a batch says for the audit. Its number, its time and its place in the chain it gets when it is committed.</summary>
internal sealed record AuditEntry(string Kind, string? Session, long? Turn, string Body)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields as a JSON object, in their order; one without a value is left out.</summary>
    /// <exception cref="ArgumentException">A value that is no text, number or flag.</exception>
    public static string BodyOf(ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                switch (value)
                {
                    case null:
                        break;
                    case string text:
                        json.WriteString(name, text);
                        break;
                    case long number:
                        json.WriteNumber(name, number);
                        break;
                    case int number:
                        json.WriteNumber(name, number);
                        break;
                    case bool flag:
                        json.WriteBoolean(name, flag);
                        break;
                    default:
                        throw new ArgumentException($"the audit takes texts, numbers and flags, not a {value.GetType().Name} ({name})");
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
