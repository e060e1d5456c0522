namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>One step of the schema. Its number is its place in <see cref="Schema.Steps"/>, counted from 1; a landed step is never
/// edited.</summary>
internal sealed record Migration(string Name, string Sql);
