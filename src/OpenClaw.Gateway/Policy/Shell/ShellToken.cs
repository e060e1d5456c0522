namespace OpenClaw.Policy.Shell;

/// <param name="Text">The value of a word with its quotes removed; for a redirection its target.</param>
internal readonly record struct ShellToken(
    ShellTokenKind Kind,
    int Column,
    string Text = "",
    int Fd = 0,
    ShellRedirectionKind Redirection = default
);
