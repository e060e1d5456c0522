using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Models.Kept;

/// <summary>What the gateway sends turn after turn begins with what it sent before, and is read from the disk once.</summary>
public sealed class KeptTurnsTests : IAsyncDisposable
{
    private readonly StrictOllama _server;
    private readonly TestGateway _gateway;

    public KeptTurnsTests()
    {
        _server = new StrictOllama(Answer) { Models = [new LocalModel("m"), new LocalModel("n")] };
        _gateway = new TestGateway(Config("Claw"));
        Directory.CreateDirectory(_gateway.Workspace);
        File.WriteAllText(Path.Combine(_gateway.Workspace, "log.txt"), "all is well");
    }

    [Fact]
    public void Turns_WithAndWithoutCalls_EachRequestBeginsWithTheOneBefore()
    {
        for (var turn = 1; turn <= 6; turn++)
        {
            Ask(turn);
        }

        var bodies = Bodies();
        Assert.Equal(9, bodies.Length);
        Assert.All(bodies.Zip(bodies.Skip(1)), static pair => Assert.StartsWith(Stable(pair.First), pair.Second));
    }

    [Fact]
    public void Turn_InAnOldSession_DoesNotReadItAgain()
    {
        Ask(1);
        Ask(2);
        Ask(3);
        // Behind the gateway's back: what it still says of them it has kept.
        _gateway.Sql("delete from entries where session = 'local:main' and seq <= 2");

        Ask(4);

        Assert.StartsWith(Stable(Bodies()[^2]), Bodies()[^1]);
    }

    [Fact]
    public void Restart_WritesTheVerySameRequest()
    {
        for (var turn = 1; turn <= 5; turn++)
        {
            Ask(turn);
        }
        _gateway.Kill();
        _gateway.Start();

        Ask(6);

        var bodies = Bodies();
        Assert.StartsWith(Stable(bodies[6]), bodies[7]);
    }

    [Fact]
    public void NewConversation_SaysNothingOfTheOldOne()
    {
        Ask(1);
        Ask(2);
        _gateway.Say("/new");
        _gateway.Settle();

        Ask(3);
        Ask(5);

        Assert.DoesNotContain("turn 1:", Bodies()[^1]);
        Assert.Contains("turn 3:", Bodies()[^1]);
    }

    [Fact]
    public void Reload_ChangesThePromptAndNotWhatWasSaid()
    {
        Ask(1);
        Ask(3);
        Ask(5);
        _gateway.Reload(Config("Paw"));

        Ask(7);

        var (before, after) = (Bodies()[^2], Bodies()[^1]);
        Assert.StartsWith(Stable(before).Replace("Claw", "Paw"), after);
    }

    [Fact]
    public void AnotherModel_IsToldTheWholeConversation_AndTheFirstOneAfterIt()
    {
        Ask(1);
        Ask(3);
        _gateway.Say("/model second");
        _gateway.Settle();
        Ask(5);
        _gateway.Say("/model first");
        _gateway.Settle();
        Ask(7);

        var bodies = Bodies();
        Assert.Contains("\"model\":\"n\"", bodies[^2]);
        Assert.Equal(Messages(Stable(bodies[1])), Messages(bodies[^2])[..Messages(Stable(bodies[1])).Length]);
        Assert.StartsWith(Stable(bodies[1]), bodies[^1]);
        Assert.Contains("turn 5:", bodies[^1]);
    }

    [Fact]
    public void WordsFromElsewhere_BetweenTurns_AreSaidAtTheirPlace()
    {
        Ask(1);
        Ask(3);
        _gateway.Sql(
            """insert into entries(session, seq, kind, body, at) values('local:main', 5, 'notice', '{"kind":"notice","text":"the cellar is wet"}', 0)"""
        );

        Ask(5);
        Ask(7);

        Assert.Contains("re 3\"},{\"role\":\"user\",\"content\":\"[notice] the cellar is wet\\n\\nturn 5:", Bodies()[^2]);
        Assert.StartsWith(Stable(Bodies()[^2]), Bodies()[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        await _server.DisposeAsync();
    }

    private void Ask(int turn)
    {
        var ended = _gateway.Ask($"turn {turn}: how is it?");
        Assert.Equal($"re {turn}", ended.Reply);
        Assert.Empty(_gateway.Failures);
    }

    private string[] Bodies() => [.. _server.Requests.Where(static r => r.Path == "/api/chat").Select(static r => r.Body)];

    /// <summary>Without the end of the array and of the request.</summary>
    private static string Stable(string body)
    {
        Assert.EndsWith("]}", body);
        return body[..^2];
    }

    private static string Messages(string body) => body[body.IndexOf("\"messages\":", StringComparison.Ordinal)..];

    // Each second turn looks at a file first.
    private static ModelTurn Answer(ModelPrompt prompt)
    {
        var turn = prompt.UserText[prompt.UserText.LastIndexOf("turn ", StringComparison.Ordinal)..][5..].Split(':')[0];
        return int.Parse(turn) % 2 == 0 && prompt.ToolResults.Count == 0
            ? ModelTurn.Calls("read", new JsonObject { ["path"] = "log.txt" })
            : ModelTurn.Says($"re {turn}");
    }

    private string Config(string name) =>
        $$"""
            [agent]
            name = "{{name}}"
            owners = ["local:pi"]
            workspace = "work"

            [models.first]
            provider = "ollama"
            url = "{{_server.Url}}"
            model = "m"
            context = 8192

            [models.second]
            provider = "ollama"
            url = "{{_server.Url}}"
            model = "n"
            context = 8192

            [chains.default]
            models = ["first", "second"]

            [policies.guarded]
            default = { read = "allow", "*" = "deny" }
            """;
}
