namespace OpenClaw.Policy.Programs.Words;

/// <summary>What the words of a program with a table say that it does. It is the whole truth about these words, or <see cref="Why"/> says
/// that it is not.</summary>
internal sealed class ProgramReading
{
    public List<ProgramFile> Files { get; } = [];

    /// <summary>Folders that are read with all that lies below them.</summary>
    public List<ProgramFolder> Folders { get; } = [];

    /// <summary>Hosts that are spoken to, with a port where one is written.</summary>
    public List<string> Hosts { get; } = [];

    /// <summary>Files whose content decides what runs (a Makefile), for the binding of approvals.</summary>
    public List<string> Scripts { get; } = [];

    /// <summary>Where git is run, for a look at what the repository there says.</summary>
    public List<GitPlace> Repositories { get; } = [];

    /// <summary>Too much lies below for a look at whether repositories are added that later commands of git would enter.</summary>
    public bool MayAddRepositories { get; set; }

    /// <summary>Why what it does cannot be told, with the option and the table; null when it can.</summary>
    public string? Why { get; private set; }

    /// <summary>Keeps the first reason: the one that stands first in the line.</summary>
    public void Hide(string why) => Why ??= why;
}
