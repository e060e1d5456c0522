using System.Text.Json;
using OpenClaw.Models.Clients;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tools;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Tools;

/// <summary>Tools of a source besides the built-in ones: offered, judged by the gate under their full names, gone with their
/// source.</summary>
public sealed class ToolSourceTests : IDisposable
{
    private const string Denied =
        TestGateway.DefaultConfig
        + """


            [[policies.guarded.rules]]
            name = "no skies"
            tools = ["*"]
            hosts = ["sky.example"]
            action = "deny"
            """;

    private readonly TestGateway _gateway = new();
    private readonly WeatherSource _weather = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Source_ThatComesAtAReload_IsOfferedAndRuns()
    {
        _gateway["big"].Answers("nothing yet");
        _gateway.Ask("hello");

        _gateway.ToolSources.Add(_weather);
        _gateway.Reload(TestGateway.DefaultConfig);
        _gateway["big"].Calls("weather_today", """{"place":"Ulm"}""").Answers("It rains.");
        _gateway.Ask("do I need a coat?");

        Assert.DoesNotContain("weather_today", Offered(0));
        Assert.Equal("weather_today", Offered(1)[^1]);
        Assert.Equal("rain in Ulm", _gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
    }

    [Fact]
    public void Source_ThatGoesAtAReload_LeavesNoTool()
    {
        _gateway.ToolSources.Add(_weather);
        _gateway.Reload(TestGateway.DefaultConfig);
        _gateway.ToolSources.Clear();
        _gateway.Reload(TestGateway.DefaultConfig);
        _gateway["big"].Calls("weather_today", """{"place":"Ulm"}""").Answers("I cannot tell.");

        _gateway.Ask("do I need a coat?");

        Assert.DoesNotContain("weather_today", Offered(0));
        Assert.Equal(0, _weather.Runs);
    }

    [Fact]
    public void Tool_OfASource_IsJudgedByTheGate()
    {
        _weather.Effect = new Effect.Host("sky.example");
        _gateway.ToolSources.Add(_weather);
        _gateway.Reload(Denied);
        _gateway["big"].Calls("weather_today", """{"place":"Ulm"}""").Answers("I may not look.");

        _gateway.Ask("do I need a coat?");

        Assert.StartsWith("denied by policy 'guarded', rule 'no skies'", _gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
        Assert.Equal(0, _weather.Runs);
    }

    [Fact]
    public void Table_NameThatDoesNotBeginWithItsSource_IsRefused()
    {
        var stray = Assert.Throws<ArgumentException>(() => new ToolTable(new WeatherSource("sky")));

        Assert.Equal("the tool weather_today of sky must be called sky_weather_today", stray.Message);
    }

    [Fact]
    public void Table_SameNameTwice_IsRefusedAndTheTableStays()
    {
        var table = new ToolTable(_weather);

        var twice = Assert.Throws<ArgumentException>(() => table.Replace([_weather, new WeatherSource()]));

        Assert.Equal("there are 2 tools called weather_today", twice.Message);
        Assert.Single(table.All);
    }

    [Fact]
    public void Source_WithABuiltInName_LeavesTheConfigurationInPlace()
    {
        _gateway.ToolSources.Add(new WeatherSource("", "read"));

        Assert.Throws<ArgumentException>(() => _gateway.Reload(Denied));

        _gateway["big"].Calls("write", """{"path":"notes/a.txt","content":"x"}""").Answers("done");
        _gateway.Ask("write it");
        Assert.False(_gateway.Transcript().OfType<Entry.ToolResult>().Single().Failed);
        Assert.Single(_gateway["big"].Requests[0].Tools, "read");
    }

    [Fact]
    public void Explain_AfterAReload_KnowsTheToolsOfNow()
    {
        _gateway.ToolSources.Add(_weather);
        _gateway.Reload(Denied);

        Assert.Contains(
            "no tool \\\"nothing\\\"; there are edit, exec, message, process, read, remind, search, session, weather_today, write",
            Explain()
        );

        _gateway.ToolSources.Clear();
        _gateway.Reload(Denied);
        Assert.DoesNotContain("weather_today", Explain());

        string Explain() => _gateway.Control("explain", """{"tool":"nothing","arguments":{}}""");
    }

    private string[] Offered(int request) => [.. _gateway["big"].Requests[request].Tools];

    private sealed class WeatherSource(string name = "weather", string tool = "weather_today") : IToolSource
    {
        public int Runs { get; private set; }

        public Effect Effect { get; set; } = new Effect.None();

        public string Name => name;

        public IReadOnlyList<Tool> Tools => field ??= [new TodayTool(this, tool)];

        private sealed class TodayTool(WeatherSource source, string name) : Tool
        {
            public override string Name => name;

            public override string Description => "The weather of a place.";

            public override string Schema => """{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""";

            public override ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct)
            {
                var place = arguments.GetProperty("place").GetString()!;
                return ValueTask.FromResult<ToolIntent>(
                    new ToolIntent.Ready($$"""{"place":"{{place}}"}""", [source.Effect], CallBinding.Empty, $"look at the sky over {place}")
                );
            }

            public override Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct)
            {
                source.Runs++;
                using var arguments = JsonDocument.Parse(call.Context.Arguments);
                return Task.FromResult(new ToolResult($"rain in {arguments.RootElement.GetProperty("place").GetString()}"));
            }
        }
    }
}
