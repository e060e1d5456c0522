namespace OpenClaw.Policy.Programs.Words;

/// <summary>Reads the words of a program whose command line has a shape of its own.</summary>
internal interface IProgramReader
{
    ProgramTable Table { get; }

    void Read(IReadOnlyList<string> words, ProgramReading reading);
}
