namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What a session's text costs in tokens: without it a start would have to find out again which transcripts are too
/// long.</summary>
internal static class TokenRates
{
    public static Migration Step { get; } = new("token rates", "alter table sessions add column tokens_per_character real;");
}
