namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>A message of the scenario under an identity that its client chose: it may be sent any number of times and is said once.</summary>
/// <param name="Id">Also how its text begins, so that the model's side knows a request by it.</param>
internal sealed record Said(string Session, string Id, string Words = "please")
{
    /// <summary>Its turn is stopped by a person, so that nobody answers it.</summary>
    public bool IsStopped { get; init; }

    public string Text => $"{Id}: {Words}";

    /// <summary>What the model answers when it has made its calls, and nothing else.</summary>
    public string Reply => $"{Id} done";
}

/// <summary>A line that a command of the scenario appends to the file <c>ran</c>.</summary>
/// <param name="By">The message whose turn runs it.</param>
internal sealed record Mark(string Line, Said By);
