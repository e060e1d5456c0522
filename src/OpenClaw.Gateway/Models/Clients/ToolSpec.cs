namespace OpenClaw.Models.Clients;

/// <summary>A tool as a model is told of it. <paramref name="Schema"/> is JSON schema text of its arguments.</summary>
internal sealed record ToolSpec(string Name, string Description, string Schema);
