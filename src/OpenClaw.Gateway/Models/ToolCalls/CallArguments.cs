using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

/// <summary>Arguments that a form gives one by one, as the JSON object a call carries.</summary>
internal static class CallArguments
{
    /// <summary>The last one counts where a key comes twice.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, JsonElement>> values)
    {
        var last = new Dictionary<string, JsonElement>();
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
