namespace OpenClaw.Cli.Terminal;

/// <summary>One thing a person did at the keyboard.</summary>
/// <param name="Text">The letter of <see cref="KeyKind.Text"/>, <see cref="KeyKind.Control"/> (lower case) or <see cref="KeyKind.Alt"/>, or
/// what was pasted.</param>
internal readonly record struct Key(KeyKind Kind, string Text = "")
{
    public static Key Control(char letter) => new(KeyKind.Control, letter.ToString());
}

internal enum KeyKind
{
    Text,
    Paste,
    Control,
    Alt,
    Enter,

    /// <summary>Alt-Enter or Ctrl-J: a new line in the message.</summary>
    NewLine,
    Tab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    Home,
    End,
    PageUp,
    PageDown,
    Unknown,
}
