using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Clients;

/// <summary>A tool as both wires, Ollama's and chat completions', describe it to a model.</summary>
internal static class ToolWire
{
    public static void Write(Utf8JsonWriter writer, AIFunctionDeclaration tool)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", tool.Name);
        writer.WriteString("description", tool.Description);
        writer.WritePropertyName("parameters");
        tool.JsonSchema.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
