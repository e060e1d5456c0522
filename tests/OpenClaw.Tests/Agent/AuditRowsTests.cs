using System.Text.Json;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Agent;

/// <summary>What a gateway leaves in its audit, and that none of what was said is in it.</summary>
public sealed class AuditRowsTests : IDisposable
{
    private const string Secret = "correct horse battery staple";
    private const string WriteCall = $$"""{"path":"plan.txt","content":"{{Secret}}"}""";

    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void TextTurn_ItsRows_AreInTheBatchesThatWereThereBefore()
    {
        _gateway["big"].Answers("hi");
        var before = _gateway.Gateway.Store.Commits.Batches;

        _gateway.Ask("hello");

        Assert.Equal(["start", "message queued", "delivery sent", "turn answered"], Told());
        Assert.Equal(2, _gateway.Gateway.Store.Commits.Batches - before);
        AssertWhole();
    }

    [Fact]
    public void AskedCall_FromMessageToEffect_EachStepIsARow()
    {
        _gateway["big"].Calls("write", WriteCall).Answers("done");
        var said = _gateway.Say("write it down");
        var id = _gateway.AskedBy(said);
        _gateway.Say($"/approve {id}");
        _gateway.EndOf(said);

        Assert.Equal(
            [
                "start",
                "message queued",
                "verdict ask",
                "approval asked",
                "approval approved",
                "verdict ask",
                "approval used",
                "effect started",
                "effect finished",
                "delivery sent",
                "turn answered",
            ],
            // The command is a row when it is done, and the turn that it wakes does not wait for that.
            Told().Where(static told => told != "message command")
        );
        Assert.Single(Told(), "message command");
        Assert.All(
            Rows().Where(static r => r.Kind is not ("start" or "message")),
            row => Assert.Equal((said.Session.Value, said.Turn.Value), (row.Session, row.Turn))
        );
        Assert.Equal(
            3,
            Rows().Where(static r => r.Kind is "approval").Select(static r => Field(r, "id")).Count(found => found == id.Value)
        );
        Assert.Equal("local:pi", Field(Rows().Single(static r => Field(r, "state") == "approved"), "by"));
        // The verdict, the approval and the effect speak of one call.
        Assert.Single(Rows().Select(static r => Field(r, "digest")).OfType<string>().Distinct());
        AssertWhole();
    }

    [Fact]
    public void Result_Digest_CanBeCheckedWhileItsSaltIsThere()
    {
        _gateway["big"].Calls("write", """{"path":"notes/a.txt","content":"x"}""").Answers("done");
        _gateway.Ask("note");

        var kept = _gateway.Rows("select result_hash from effects", static row => row.GetString(0)).Single().Split(':');
        var text = _gateway.Transcript().OfType<OpenClaw.Turns.Transcripts.Entry.ToolResult>().Single().Text;
        var hash = System.Security.Cryptography.SHA256.HashData([
            .. Convert.FromHexString(kept[0]),
            .. System.Text.Encoding.UTF8.GetBytes(text),
        ]);

        Assert.Equal(Convert.ToHexStringLower(hash), kept[1]);
        Assert.Equal(kept[1], Field(Rows().Single(static r => Field(r, "state") == "finished"), "result"));
        Assert.DoesNotContain(kept[0], string.Concat(Rows().Select(static r => r.Body)));
    }

    [Fact]
    public void Denied_Stopped_Failed_AndAllowedReads_AreRows()
    {
        _gateway["big"]
            .Calls("write", """{"path":"secret/a.txt","content":"x"}""")
            .Calls("read", """{"path":"nothing.txt"}""")
            .Calls("write", WriteCall)
            .Answers("next");
        var said = _gateway.Say("go");
        _gateway.AskedBy(said);
        _gateway.Say("/stop");
        _gateway.EndOf(said);

        Assert.Equal(
            [
                "start",
                "message queued",
                "verdict deny",
                "verdict allow",
                "verdict ask",
                "approval asked",
                "approval withdrawn",
                "turn stopped",
                "message command",
            ],
            Told()
        );
        var denied = Rows().Single(static r => Field(r, "action") == "deny");
        Assert.Equal(("no secrets", "write"), (Field(denied, "rule"), Field(denied, "tool")));
        Assert.StartsWith("openclaw.toml:", Field(denied, "span"));
        AssertWhole();
    }

    [Fact]
    public void Refused_Duplicate_Expired_AreToldAsTheyAre()
    {
        var stranger = _gateway.Message("let me in") with
        {
            Identity = new MessageIdentity("telegram", "", "7", "1"),
            Sender = new Sender("telegram", "7"),
            Chat = new Chat("telegram", "", "7", ChatKind.Direct),
        };
        _gateway.Say(stranger);
        _gateway.Say(stranger);
        _gateway["big"].Calls("write", WriteCall).Answers("done");
        var said = _gateway.Say("write");
        _gateway.AskedBy(said);
        _gateway.Clock.Advance(TimeSpan.FromMinutes(31));
        _gateway.EndOf(said);

        Assert.Equal(
            [
                "start",
                "refused",
                "message queued",
                "verdict ask",
                "approval asked",
                "approval expired",
                "verdict ask",
                "delivery sent",
                "turn answered",
            ],
            Told()
        );
        Assert.Equal("telegram:7", Field(Rows().Single(static r => r.Kind == "refused"), "sender"));
        AssertWhole();
    }

    [Fact]
    public void Restart_WhatWasUnderWay_IsCountedAndMarked()
    {
        _gateway["big"].Calls("exec", """{"command":"sh -c 'echo ran >> log; sleep 600'"}""").Answers("so it is");
        _gateway.Reload(TestGateway.DefaultConfig.Replace("exec = \"ask\"", "exec = \"allow\""));
        var said = _gateway.Say("wait a minute");
        _gateway.UntilOutside(() => File.Exists(Path.Combine(_gateway.Workspace, "log")));
        _gateway.Kill();
        _gateway.Start();
        _gateway.EndOf(said);

        Assert.Equal(
            [
                "start",
                "reload changed",
                "message queued",
                "verdict allow",
                "effect started",
                "start",
                "effect unknown",
                "delivery sent",
                "turn answered",
            ],
            Told()
        );
        var start = Rows().Last(static r => r.Kind == "start");
        Assert.Equal(("1", "1"), (Field(start, "turns"), Field(start, "effects_unknown")));
        Assert.Equal(64, Field(start, "config")!.Length);
        AssertWhole();
    }

    [Fact]
    public void Reload_Refused_IsARow_AndStopIsTheLast()
    {
        _gateway.Configure("nonsense = 1");
        _gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync());
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.StopAsync(TimeSpan.FromSeconds(1), "SIGTERM");
            return true;
        });
        _gateway.Configure(TestGateway.DefaultConfig);
        _gateway.Start();

        Assert.Equal(["start", "reload refused", "stop", "start"], Told());
        Assert.Equal("SIGTERM", Field(Rows().Single(static r => r.Kind == "stop"), "reason"));
    }

    [Fact]
    public void Audit_OfATalkAboutASecret_HasNoWordOfIt()
    {
        _gateway["big"]
            .Calls("write", WriteCall, text: $"I write {Secret}")
            .Calls("write", """{"path":"secret/x","content":"y"}""")
            .Answers($"done: {Secret}");
        var said = _gateway.Say($"remember {Secret}");
        var id = _gateway.AskedBy(said);
        _gateway.Say($"/approve {id}");
        _gateway.EndOf(said);
        _gateway["big"].Calls("write", WriteCall).Answers("no then");
        var again = _gateway.Say("again");
        _gateway.Say($"/deny {_gateway.AskedBy(again)} because of {Secret}");
        _gateway.EndOf(again);

        var all = string.Join('\n', Rows().Select(static r => $"{r.Kind} {r.Session} {r.Body}"));
        Assert.All(Secret.Split(' '), word => Assert.DoesNotContain(word, all));
        Assert.DoesNotContain("plan.txt", all);
    }

    private IReadOnlyList<string> Told() =>
        [.. Rows().Select(static r => $"{r.Kind} {Field(r, "became") ?? Field(r, "action") ?? Field(r, "state")}".TrimEnd())];

    private static string? Field(AuditRow row, string name)
    {
        using var json = JsonDocument.Parse(row.Body);
        return json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    private List<AuditRow> Rows() => _gateway.Run(() => _gateway.Gateway.Store.ReadAsync(static c => AuditTable.All(c).ToList()));

    private void AssertWhole() => Assert.Null(AuditWalk.Run(Rows(), [new AuditPin(_gateway.Gateway.Store.AuditHead, "the head")]).Fault);
}
