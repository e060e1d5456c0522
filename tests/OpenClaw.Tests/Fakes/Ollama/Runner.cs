namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>A model in memory, with one context size and one sequence whose beginning the next prompt may share.</summary>
internal sealed class Runner(LocalModel model, int context)
{
    public LocalModel Model => model;

    public int Context => context;

    public bool IsBusy { get; set; }

    public DateTimeOffset UsedAt { get; set; }

    public DateTimeOffset Expires { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Tokens that it has computed: those of a prompt that begins the same need not be computed again.</summary>
    public List<string> Held { get; set; } = [];

    public int Shared(List<string> prompt)
    {
        var shared = 0;
        while (shared < Held.Count && shared < prompt.Count && Held[shared] == prompt[shared])
        {
            shared++;
        }
        return shared;
    }
}
