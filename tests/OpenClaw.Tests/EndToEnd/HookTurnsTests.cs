using System.Net;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What becomes of the turn of a webhook's call at the native executable: whom it answers, whom it keeps waiting, and what a kill
/// leaves of it.</summary>
public sealed class HookTurnsTests : HookRig
{
    [Fact]
    public async Task Wait_Answered_GivesTheAnswerEachTimeItIsAsked()
    {
        await StartAsync();

        var first = await PostAsync("asked", """{"q":"why"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));
        var again = await PostAsync("asked", """{"q":"why"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));
        await Gateway.KillAsync();
        await Gateway.StartAsync();
        var after = await UntilServedAsync(() =>
            PostAsync("asked", """{"q":"why"}""", request => request.Headers.Add("Idempotency-Key", "k-1"))
        );
        var other = await PostAsync("asked", """{"q":"how"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));

        Assert.Equal(
            (HttpStatusCode.OK, "answer 1", "answered"),
            (first.Status, (string?)first.Json["reply"], (string?)first.Json["state"])
        );
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Text, after.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Single(Model.Chats);
    }

    [Fact]
    public async Task Wait_LongerThanItsTimeout_IsToldWhereItStandsAndTheTurnGoesOn()
    {
        Holds = true;
        await StartAsync(timeout: "1s");

        var slow = await PostAsync("asked", """{"q":"why"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));
        Answers.Release();
        await Gateway.AnswerAsync("hook:asked", "answer 1");
        var later = await PostAsync("asked", """{"q":"why"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));

        Assert.Equal((HttpStatusCode.Accepted, "queued"), (slow.Status, (string?)slow.Json["state"]));
        Assert.Equal((HttpStatusCode.OK, "answer 1"), (later.Status, (string?)later.Json["reply"]));
        Assert.Single(Model.Chats);
    }

    [Fact]
    public async Task Wait_CallerLeaves_TheTurnGoesOn()
    {
        Holds = true;
        await StartAsync();
        using var leaves = new CancellationTokenSource();

        var call = PostAsync("asked", "{}", leaves: leaves);
        await Gateway.UntilAsync("the model to be asked", () => Model.Chats.Count == 1);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Answers.Release();

        await Gateway.AnswerAsync("hook:asked", "answer 1");
        Assert.DoesNotContain("failed", Gateway.Log);
    }

    [Fact]
    public async Task Wait_ServerMoves_IsToldWhereItStandsAndTheTurnGoesOn()
    {
        Holds = true;
        await StartAsync();

        var call = PostAsync("asked", "{}");
        await Gateway.UntilAsync("the model to be asked", () => Model.Chats.Count == 1);
        Gateway.WriteConfig(File.ReadAllText(Gateway.ConfigPath).Replace($":{Port}", $":{FreePort.Take()}"));
        await Gateway.OkAsync("reload");
        var answer = await call;
        Answers.Release();

        Assert.Equal((HttpStatusCode.Accepted, "queued"), (answer.Status, (string?)answer.Json["state"]));
        await Gateway.AnswerAsync("hook:asked", "answer 1");
    }

    [Fact]
    public async Task Wait_TurnAsks_NamesTheApprovalAndGivesTheAnswerLater()
    {
        await StartAsync();

        var asking = await PostAsync("asked", """{"q":"run date"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));
        var approval = await Gateway.PendingApprovalAsync();
        await Gateway.OkAsync("approve", approval);
        var later = await PostAsync("asked", """{"q":"run date"}""", request => request.Headers.Add("Idempotency-Key", "k-1"));

        Assert.Equal(
            (HttpStatusCode.Accepted, "asking", approval),
            (asking.Status, (string?)asking.Json["state"], (string?)asking.Json["approval"])
        );
        Assert.Equal((HttpStatusCode.OK, "answer 1"), (later.Status, (string?)later.Json["reply"]));
    }

    [Fact]
    public async Task Killed_BetweenTakenAndAnswered_TheTurnGoesOnAfterTheStart()
    {
        Holds = true;
        await StartAsync();
        const string Body = """{"repository":{"full_name":"octo/repo"}}""";
        var first = await PostAsync("ci", Body, GitHub(Body, "d-1"));
        await Gateway.UntilAsync("the model to be asked", () => Model.Chats.Count == 1);

        await Gateway.KillAsync();
        Holds = false;
        Answers.Release();
        await Gateway.StartAsync();
        var again = await UntilServedAsync(() => PostAsync("ci", Body, GitHub(Body, "d-1")));

        Assert.Equal((long)first.Json["turn"]!, (long)again.Json["turn"]!);
        await Gateway.UntilAsync(
            "the turn to end",
            async () => (await SessionsAsync()).SingleOrDefault(session => session == "hook:ci idle")
        );
        Assert.Equal("answered", (string?)(await PostAsync("ci", Body, GitHub(Body, "d-1"))).Json["state"]);
    }

    [Fact]
    public async Task Killed_AtManyInstantsOfACall_WhatWasTakenIsAnsweredOnce()
    {
        await StartAsync();
        for (var i = 0; i < 6; i++)
        {
            var body = $"{{\"repository\":{{\"full_name\":\"r{i}\"}}}}";
            var call = PostAsync("ci", body, GitHub(body, $"d-{i}"));
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(3 * i), TestContext.Current.CancellationToken));
            await Gateway.KillAsync();
            await call.ContinueWith(static _ => { }, TaskContinuationOptions.ExecuteSynchronously);
            await Gateway.StartAsync();
            // As a sender does that has heard nothing: the same again.
            Assert.Equal(HttpStatusCode.Accepted, (await UntilServedAsync(() => PostAsync("ci", body, GitHub(body, $"d-{i}")))).Status);
        }

        await Gateway.UntilAsync(
            "the turns to end",
            async () => (await SessionsAsync()).SingleOrDefault(session => session == "hook:ci idle")
        );
        for (var i = 0; i < 6; i++)
        {
            var body = $"{{\"repository\":{{\"full_name\":\"r{i}\"}}}}";
            Assert.Equal("answered", (string?)(await PostAsync("ci", body, GitHub(body, $"d-{i}"))).Json["state"]);
        }

        var entries = (await Gateway.JsonAsync("sessions", "show", "hook:ci", "-n", "100"))
            .GetProperty("entries")
            .EnumerateArray()
            .Where(entry => entry.GetProperty("kind").GetString() == "user")
            .ToList();
        Assert.Equal(6, entries.Count);
    }

    [Fact]
    public async Task Full_Lane_IsToldToComeAgainAndThenTaken()
    {
        Holds = true;
        await StartAsync();
        await PostAsync("small", "1");
        await Gateway.UntilAsync("the model to be asked", () => Model.Chats.Count == 1);
        await PostAsync("small", "2", request => request.Headers.Add("Idempotency-Key", "two"));

        var full = await PostAsync("small", "3", request => request.Headers.Add("Idempotency-Key", "three"));
        var known = await PostAsync("small", "2", request => request.Headers.Add("Idempotency-Key", "two"));
        Answers.Release(3);
        await Gateway.AnswerAsync("hook:small", "answer 2");
        var again = await PostAsync("small", "3", request => request.Headers.Add("Idempotency-Key", "three"));

        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (full.Status, full.RetryAfter));
        Assert.Equal(HttpStatusCode.Accepted, known.Status);
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        await Gateway.AnswerAsync("hook:small", "answer 3");
    }

    [Fact]
    public async Task Requests_ThatAreNone_AreRefusedByTheirStatus()
    {
        await StartAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync("small", new string('x', 1025))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("small", new string('x', 1024))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("bell", "no json")).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await PostAsync("bell", "{}", request => request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 201)))
            ).Status
        );
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("paused", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("nothing", "{}")).Status);
        using var got = await Http.GetAsync($"http://127.0.0.1:{Port}/hooks/bell", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
    }

    [Fact]
    public async Task Text_ThatIsACommandOfTheChat_IsNoCommand()
    {
        await StartAsync();

        await PostAsync("small", "/stop");

        await Gateway.AnswerAsync("hook:small", "answer 1");
    }

    [Fact]
    public async Task Deliver_AndSession_ThatAreNamed_GetTheAnswer()
    {
        await StartAsync();

        await PostAsync("told", "{}");

        await Gateway.AnswerAsync("local:news", "answer 1");
        await Gateway.UntilAsync(
            "the answer in the terminal's session",
            async () =>
                (await Gateway.JsonAsync("sessions", "show", "main"))
                    .GetProperty("entries")
                    .EnumerateArray()
                    .Any(entry => entry.GetProperty("text").GetString()!.Contains("answer 1"))
                    ? "yes"
                    : null
        );
    }

    [Fact]
    public async Task Reload_HookGone_IsThereNoMore()
    {
        await StartAsync();
        var config = File.ReadAllText(Gateway.ConfigPath);

        Gateway.WriteConfig(config.Replace("[hooks.bell]", "[hooks.chime]"));
        await Gateway.OkAsync("reload");

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("bell", "{}")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("chime", """{"who":"a"}""")).Status);
    }
}
