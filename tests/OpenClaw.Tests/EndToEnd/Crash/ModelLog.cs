using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>One request that the model was asked.</summary>
/// <param name="Message">The id of the message it is to answer.</param>
/// <param name="Results">Tool results since that message.</param>
/// <param name="Life">Which life of the gateway asked.</param>
internal sealed record Asked(string Message, int Results, int Life);

/// <summary>The model's side, outside the process that is killed: it answers by the scenario and remembers every request.</summary>
internal sealed class ModelLog(Scenario scenario, Func<int> life)
{
    private readonly ConcurrentQueue<Asked> _requests = new();
    private HeldAnswer? _held;

    public IReadOnlyList<Asked> Requests => [.. _requests];

    /// <summary>Keeps the next answer to a message back.</summary>
    public HeldAnswer Hold(Said message) => _held = new HeldAnswer(message);

    public ModelTurn Answer(ModelPrompt prompt)
    {
        var transcript = prompt.Request["messages"]!.AsArray();
        if (Scenario.IsProbe(transcript))
        {
            return ModelTurn.Says("hi");
        }
        var (message, results) = scenario.Read(transcript);
        _requests.Enqueue(new Asked(message.Id, results.Count, life()));
        if (_held is { } held && held.Message == message && Interlocked.CompareExchange(ref _held, null, held) == held)
        {
            held.Wait();
        }
        return scenario.StepOf(message).Answer(message, results);
    }
}
