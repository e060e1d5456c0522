namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>A model on the disk of a <see cref="StrictOllama"/>.</summary>
internal sealed record LocalModel(string Name)
{
    /// <summary>What the model can follows from its template, as in Ollama: tools where it renders them, thinking where it renders
    /// thoughts.</summary>
    public string Template { get; init; } = "{{ if .Tools }}{{ .Tools }}{{ end }}{{ range .Messages }}{{ .Role }}{{ .Content }}{{ end }}";

    /// <summary>Tokens that it was trained for; a larger num_ctx is lowered to it.</summary>
    public int TrainedFor { get; init; } = 131072;

    public long Bytes { get; init; } = 1_000_000_000;

    public TimeSpan LoadTime { get; init; }

    /// <summary>num_ctx where the request names none.</summary>
    public int DefaultContext { get; init; } = 4096;

    public bool Sees { get; init; }

    public bool TakesTools => Template.Contains(".Tools", StringComparison.Ordinal);

    public bool Thinks => Template.Contains(".Thinking", StringComparison.Ordinal);

    public string Tag => Name.Contains(':') ? Name : $"{Name}:latest";

    public IEnumerable<string> Capabilities
    {
        get
        {
            yield return "completion";
            if (TakesTools)
            {
                yield return "tools";
            }
            if (Thinks)
            {
                yield return "thinking";
            }
            if (Sees)
            {
                yield return "vision";
            }
        }
    }
}
