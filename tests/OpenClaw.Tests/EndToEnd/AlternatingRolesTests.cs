using System.Net.Http;
using System.Text;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>llama.cpp's real server with a template that raises when roles do not alternate: ten turns with tools, a failed one in the
/// middle.</summary>
public sealed class AlternatingRolesTests
{
    private const string Script = """{"turns":[{"tools":[{"name":"read","arguments":{"path":"log.txt"}}]},{"text":"All is well."}]}""";

    /// <summary>What strict templates check, in front of the scripted model's own.</summary>
    private const string Check = """
        {%- set ns = namespace(last='assistant', calls=0) -%}
        {%- for m in messages -%}
          {%- if m.role == 'system' -%}
            {%- if not loop.first -%}{{- raise_exception('System message must be at the beginning.') -}}{%- endif -%}
          {%- elif m.role == 'user' -%}
            {%- if ns.last != 'assistant' -%}{{- raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') -}}{%- endif -%}
            {%- set ns.last = 'user' -%}
          {%- elif m.role == 'tool' -%}
            {%- if ns.calls == 0 -%}{{- raise_exception('A tool message must follow its call.') -}}{%- endif -%}
            {%- set ns.calls = ns.calls - 1 -%}
            {%- set ns.last = 'tool' -%}
          {%- else -%}
            {%- if ns.last == 'assistant' -%}{{- raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') -}}{%- endif -%}
            {%- set ns.last = 'assistant' -%}
            {%- set ns.calls = (m.tool_calls or []) | length -%}
          {%- endif -%}
        {%- endfor -%}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TenTurnsWithTools_AFailedOneInTheMiddle_NothingIsRaised()
    {
        await using var rig = await StartAsync();
        using var http = new HttpClient();
        var refused = new List<string>();
        var fails = false;
        await using var between = new RawServer(async request =>
        {
            // The model's server goes down when the tool has answered.
            if (
                Volatile.Read(ref fails)
                && request.Body.LastIndexOf("\"role\":\"tool\"", StringComparison.Ordinal)
                    > request.Body.LastIndexOf("\"role\":\"user\"", StringComparison.Ordinal)
            )
            {
                return RawReply.Http(500, """{"error":{"message":"internal error"}}""");
            }
            using var sent = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(rig.Url, request.Path));
            if (request.Body.Length > 0)
            {
                sent.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
            }
            using var answer = await http.SendAsync(sent, Ct);
            var body = await answer.Content.ReadAsStringAsync(Ct);
            if ((int)answer.StatusCode == 400)
            {
                refused.Add(body);
            }
            return RawReply.Http((int)answer.StatusCode, body, answer.Content.Headers.ContentType?.MediaType ?? "application/json");
        });
        using var gateway = new TestGateway(Config(between.Url));
        Directory.CreateDirectory(gateway.Workspace);
        File.WriteAllText(Path.Combine(gateway.Workspace, "log.txt"), "fine\n");

        for (var turn = 1; turn <= 10; turn++)
        {
            Volatile.Write(ref fails, turn == 5);
            var ended = gateway.Ask($"turn {turn}");
            Assert.Empty(refused);
            Assert.Equal(turn == 5 ? "failed" : "answered", ended.State);
            if (turn != 5)
            {
                Assert.Equal("All is well.", ended.Reply);
            }
        }
    }

    [Fact]
    public async Task CallsThatAreAsked_WordsInBetween_AndTheirDecisions_NothingIsRaised()
    {
        await using var rig = await StartAsync();
        using var gateway = new TestGateway(Config(rig.Url).Replace("read = \"allow\"", "read = \"ask\""));
        Directory.CreateDirectory(gateway.Workspace);
        File.WriteAllText(Path.Combine(gateway.Workspace, "log.txt"), "fine\n");

        for (var turn = 1; turn <= 4; turn++)
        {
            var said = gateway.Say($"turn {turn}");
            var id = gateway.AskedBy(said);
            // It wants the very same again, and reads that it waits.
            Assert.Equal(("answered", "All is well."), gateway.Ask("and?") is var meanwhile ? (meanwhile.State, meanwhile.Reply) : default);
            gateway.Say($"/approve {id}");
            Assert.Equal("All is well.", gateway.EndOf(said).Reply);
        }
    }

    [Fact]
    public async Task Template_RaisesWhenRolesDoNotAlternate()
    {
        await using var rig = await StartAsync();
        using var http = new HttpClient();
        using var body = new StringContent(
            """{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}""",
            Encoding.UTF8,
            "application/json"
        );

        using var answer = await http.PostAsync(new Uri(rig.Url, "/v1/chat/completions"), body, Ct);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Contains("must alternate", await answer.Content.ReadAsStringAsync(Ct));
    }

    private static Task<Rig> StartAsync()
    {
        Rig.Require("llama/bin/llama-server");
        return Rig.LlamaAsync(Script, Check + OwnTemplate());
    }

    /// <summary>The template that the scripted model is written with.</summary>
    private static string OwnTemplate()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Shared!, "rigs", "scripted-model.py"));
        var start = script.IndexOf("TM = \"\"\"", StringComparison.Ordinal) + 8;
        return script[start..script.IndexOf("\"\"\"", start, StringComparison.Ordinal)];
    }

    private static string Config(Uri url) =>
        $$"""
            [agent]
            owners = ["local:pi"]
            workspace = "work"

            [models.strict]
            provider = "openai"
            url = "{{url}}v1"
            model = "scripted"

            [chains.default]
            models = ["strict"]

            [policies.guarded]
            default = { read = "allow", "*" = "deny" }
            """;
}
