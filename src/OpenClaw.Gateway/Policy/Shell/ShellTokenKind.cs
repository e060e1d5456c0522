namespace OpenClaw.Policy.Shell;

internal enum ShellTokenKind
{
    Word,
    Pipe,
    And,
    Or,
    Semicolon,
    Redirection,
    End,
}
