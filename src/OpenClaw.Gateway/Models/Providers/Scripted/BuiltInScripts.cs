using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.Scripted;

/// <summary>Scripts that need no file, chosen by the model's name: <c>echo</c>, <c>down</c>, <c>silent</c>, and <c>demo</c> for every other
/// name.</summary>
internal static class BuiltInScripts
{
    public static IReadOnlyList<ScriptedTurn> Named(string model) =>
        model switch
        {
            "echo" => [new ScriptedTurn { Text = "{user}" }],
            "down" => [new ScriptedTurn { Fails = new ModelFailure.Unreachable("connection refused") }],
            "silent" => [new ScriptedTurn { Hangs = true }],
            _ => s_demo,
        };

    // Enough to try every part of the gateway by hand: words, memory of the conversation, each tool, and its result or refusal told back.
    private static readonly ScriptedTurn[] s_demo =
    [
        new()
        {
            User = "run *",
            Results = 0,
            Text = "I will run that.",
            Calls = [("exec", """{"command":"{rest}"}""")],
        },
        new()
        {
            User = "read *",
            Results = 0,
            Text = "I will look.",
            Calls = [("read", """{"path":"{rest}"}""")],
        },
        new()
        {
            User = "note *",
            Results = 0,
            Text = "I will write it down.",
            Calls = [("write", """{"path":"notes.txt","content":"{rest}\n"}""")],
        },
        new() { User = "run *", Text = "Result: {result}" },
        new() { User = "read *", Text = "It says: {result}" },
        new() { User = "note *", Text = "{result}" },
        new() { User = "what is my name", Text = "You told me: {said:my name is }." },
        new() { User = "my name is *", Text = "Nice to meet you, {said:my name is }." },
        new() { Text = "You said: {user}" },
    ];
}
