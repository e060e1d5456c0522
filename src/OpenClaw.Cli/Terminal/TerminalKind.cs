namespace OpenClaw.Cli.Terminal;

/// <summary>What may be sent to the terminal.</summary>
/// <param name="HasColours">Not where the person wants none: <c>NO_COLOR</c>, https://no-color.org.</param>
/// <param name="MovesCursor">Not <c>TERM=dumb</c>, and not where nobody says which terminal it is: such a one shows lines, one after
/// another.</param>
internal sealed record TerminalKind(bool HasColours, bool MovesCursor)
{
    public static TerminalKind OfProcess() =>
        Of(Environment.GetEnvironmentVariable("NO_COLOR"), Environment.GetEnvironmentVariable("TERM"));

    public static TerminalKind Of(string? noColor, string? term)
    {
        var moves = term is not (null or "" or "dumb");
        return new TerminalKind(moves && string.IsNullOrEmpty(noColor), moves);
    }
}
