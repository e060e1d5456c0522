namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>
/// One thing of the scenario: what is said, what the model does about it, and what must be true when all is at rest. Driving it again after
/// a kill is always right: it asks for the state of things and goes on from there.
/// </summary>
internal abstract class Step(string name)
{
    public string Name { get; } = name;

    /// <summary>Each of them is to be answered once.</summary>
    public abstract IReadOnlyList<Said> Messages { get; }

    /// <summary>What its commands leave behind, each once.</summary>
    public virtual IReadOnlyList<Mark> Marks => [];

    /// <summary>Files the workspace has before the first start.</summary>
    public virtual IEnumerable<(string Name, string Content)> Files => [];

    /// <summary>The calls the model makes for a message, one a reply, before it answers.</summary>
    public virtual IReadOnlyList<ModelTurn> Calls(Said message) => [];

    /// <summary>What the model says next.</summary>
    /// <param name="results">What its calls for this message have brought so far.</param>
    public virtual ModelTurn Answer(Said message, IReadOnlyList<string> results) =>
        Calls(message) is var calls && results.Count < calls.Count ? calls[results.Count] : ModelTurn.Says(message.Reply);

    /// <summary>Ends when everything the step began is at rest.</summary>
    /// <exception cref="GatewayGoneException">The gateway died meanwhile: start it and drive again.</exception>
    public virtual async Task DriveAsync(World world)
    {
        foreach (var message in Messages)
        {
            await world.AnswerAsync(message, approval => DecideAsync(world, approval));
        }
    }

    /// <summary>What a person does about a call that is asked.</summary>
    protected virtual Task DecideAsync(World world, string approval) => world.ApproveAsync(approval);

    /// <summary>What only this step promises, beside what holds for every one (<see cref="Checks.CheckTable"/>).</summary>
    public virtual void Check(Evidence evidence, Findings findings) { }

    /// <summary>The usual command: appends a line to <c>ran</c>.</summary>
    protected static ModelTurn Count(string line) => ModelTurn.Runs($"sh count.sh {line}");
}
