using System.Text.Encodings.Web;

namespace OpenClaw.Tools;

/// <summary>Arguments as they are hashed, approved and run: keys in order of their code points, no white space, every default written
/// out.</summary>
internal static class CanonicalJson
{
    // Escaping depends on the encoder; named here, so that a stored digest does not depend on a default of the framework.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="values">Text, whole numbers, true or false; null is left out.</param>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in sorted)
            {
                switch (value)
                {
                    case null:
                        break;
                    case string text:
                        writer.WriteString(name, text);
                        break;
                    case bool flag:
                        writer.WriteBoolean(name, flag);
                        break;
                    case int or long:
                        writer.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                        break;
                    default:
                        throw new ArgumentException($"{name} is a {value.GetType().Name}", nameof(values));
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
