using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

/// <summary>Arguments that a form gives one by one, as the JSON object a call carries.</summary>
internal static class CallArguments
{
    /// <summary>Values are text; the check against the schema makes numbers of them. The last one counts where a key comes twice.</summary>
    public static string OfTexts(IEnumerable<KeyValuePair<string, string>> values)
    {
        var last = new Dictionary<string, string>();
        foreach (var (key, value) in values)
        {
            last[key] = value;
        }

        return Json.Text(writer =>
        {
            writer.WriteStartObject();
            foreach (var (key, value) in last)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        });
    }

    /// <summary>Values are JSON already.</summary>
    public static string OfJson(IEnumerable<KeyValuePair<string, System.Text.Json.JsonElement>> values)
    {
        var last = new Dictionary<string, System.Text.Json.JsonElement>();
        foreach (var (key, value) in values)
        {
            last[key] = value;
        }

        return Json.Text(writer =>
        {
            writer.WriteStartObject();
            foreach (var (key, value) in last)
            {
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
    }
}
