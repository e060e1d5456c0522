using System.Text.Json;
using OpenClaw.Tools;

namespace OpenClaw.Tests.Tools;

public sealed class ToolTableTests : IAsyncDisposable
{
    private readonly ToolBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Names_AreThoseOfTheTable() => Assert.Equal(BuiltInTools.Names, _bench.Tools.All.Select(tool => tool.Name));

    [Fact]
    public void Schemas_AreJsonAndSmall()
    {
        foreach (var tool in _bench.Tools.All)
        {
            using var schema = JsonDocument.Parse(tool.Schema);
            Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
            var properties = schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();
            if (schema.RootElement.TryGetProperty("required", out var required))
            {
                Assert.All(required.EnumerateArray(), name => Assert.Contains(name.GetString(), properties));
            }
        }

        // About four characters are a token; all of the prompt has 900.
        Assert.InRange(_bench.Tools.All.Sum(tool => tool.Name.Length + tool.Description.Length + tool.Schema.Length), 0, 2000);
    }

    [Theory]
    [InlineData("read", "[]", "arguments must be an object with path, offset, limit")]
    [InlineData("read", "{}", "the argument 'path' is missing")]
    [InlineData("read", """{"file":"x"}""", "there is no argument 'file'; there are path, offset, limit")]
    [InlineData("read", """{"path":["x"]}""", "the argument 'path' must be text")]
    [InlineData("read", """{"path":"x","offset":"many"}""", "the argument 'offset' must be a whole number")]
    [InlineData("read", """{"path":"x","limit":0}""", "the argument 'limit' must be a whole number from 1")]
    [InlineData("edit", """{"path":"x","old":"","new":"y"}""", "'old' is empty")]
    [InlineData("edit", """{"path":"x","old":"y","new":"y"}""", "the same")]
    [InlineData("edit", """{"path":"x","old":"y","new":"z","all":"perhaps"}""", "must be true or false")]
    [InlineData("exec", """{"command":"  "}""", "'command' is empty")]
    [InlineData("exec", """{"command":"ls","cwd":"nowhere"}""", "cwd 'nowhere' is not a folder")]
    [InlineData("process", """{"action":"dance"}""", "there is no action 'dance'")]
    [InlineData("process", """{"action":"read"}""", "'id' is missing; there is none")]
    [InlineData("process", """{"action":"kill","id":"p9"}""", "there is no command 'p9'")]
    [InlineData("message", """{"to":"nobody","text":"x"}""", "nobody is reached at 'nobody'")]
    [InlineData("message", """{"to":"local:b","text":" "}""", "'text' is empty")]
    [InlineData("session", """{"action":"forget"}""", "there is no action 'forget'")]
    [InlineData("remind", """{"action":"forget"}""", "there is no action 'forget'; there are set, list, cancel")]
    [InlineData("remind", """{"action":"set","when":"at 9"}""", "set needs when and text")]
    [InlineData("remind", """{"action":"set","when":"soon","text":"x"}""", "'soon': when?")]
    [InlineData("remind", """{"action":"cancel"}""", "cancel needs the id")]
    public async Task Arguments_ThatDoNotFit_AreComplainedAboutInWordsThatHelp(string tool, string arguments, string complaint) =>
        Assert.Contains(complaint, await _bench.RefusedAsync(tool, arguments));

    [Theory]
    [InlineData("""{"path":"x"}""", """{"path":"x","offset":null,"limit":"2000"}""")]
    [InlineData("""{"path":"x","offset":5}""", """{"limit":2000.0,"offset":"5","path":"./x"}""")]
    [InlineData("""{"path":"x"}""", """{"path":"x","offset":0}""")]
    public async Task Canonical_SameMeaning_IsTheSameText(string a, string b) =>
        Assert.Equal((await _bench.ReadyAsync("read", a)).Arguments, (await _bench.ReadyAsync("read", b)).Arguments);

    [Fact]
    public async Task Canonical_KeysAreSortedAndDefaultsWrittenOut() =>
        Assert.Equal(
            $$"""{"limit":2000,"offset":1,"path":"{{_bench.Workspace}}/é\"x"}""",
            (await _bench.ReadyAsync("read", """{"path":"é\"x"}""")).Arguments
        );

    [Fact]
    public async Task Message_ToASession_IsATargetAndIsSent()
    {
        var intent = await _bench.ReadyAsync("message", """{"to":"telegram:5","text":"hi"}""");

        Assert.Equal([new OpenClaw.Policy.Effects.Effect.Target("telegram:5")], intent.Effects);
        Assert.Equal("sent to telegram:5", (await _bench.RunAsync("message", intent)).Text);
        Assert.Equal([("telegram:5", "hi")], _bench.Sent);
    }

    [Fact]
    public async Task Remind_IsOfItsOwnSessionAndNoEffectOnAnything()
    {
        var intent = await _bench.ReadyAsync("remind", """{"action":"set","when":" at 9 ","text":"bread"}""");

        Assert.Equal("""{"action":"set","text":"bread","when":"at 9"}""", intent.Arguments);
        Assert.Equal([new OpenClaw.Policy.Effects.Effect.None()], intent.Effects);
        Assert.Equal("remind at 9: bread", intent.Display);
        Assert.Equal("local:main at 9 bread", (await _bench.RunAsync("remind", intent)).Text);
        Assert.Equal("local:main 3 cancelled", await _bench.DoesAsync("remind", """{"action":"cancel","id":"3"}"""));
        Assert.Equal("those of local:main", await _bench.DoesAsync("remind", """{"action":"list"}"""));
    }

    [Fact]
    public async Task Session_OwnIsFreeOthersAreAnEffect()
    {
        Assert.Equal([new OpenClaw.Policy.Effects.Effect.None()], (await _bench.ReadyAsync("session", """{"action":"status"}""")).Effects);
        Assert.Equal(
            [new OpenClaw.Policy.Effects.Effect.None()],
            (await _bench.ReadyAsync("session", """{"action":"history","key":"main"}""")).Effects
        );
        Assert.Equal(
            [new OpenClaw.Policy.Effects.Effect.Target("local:b")],
            (await _bench.ReadyAsync("session", """{"action":"history","key":"b"}""")).Effects
        );
        Assert.Equal(
            [new OpenClaw.Policy.Effects.Effect.Target("*")],
            (await _bench.ReadyAsync("session", """{"action":"list"}""")).Effects
        );
        Assert.Equal("entry 1\nentry 2", await _bench.DoesAsync("session", """{"action":"history","limit":2}"""));
        Assert.Equal("there is no session 'local:none'", await _bench.FailsAsync("session", """{"action":"status","key":"none"}"""));
    }
}
