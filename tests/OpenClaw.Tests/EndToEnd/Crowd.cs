namespace OpenClaw.Tests.EndToEnd;

/// <summary>Many messages while the gateway is killed again and again: what must have become of each of them, whichever channel brought
/// them.</summary>
internal static class Crowd
{
    /// <summary>Waits until nothing is open any more. Then each of the messages <c>number 0.</c>, <c>number 1.</c> ... was answered once,
    /// or is listed as unknown.</summary>
    /// <param name="sent">The texts that the channel's service has.</param>
    public static async Task IsAnsweredOnceAsync(GatewayProcess gateway, int messages, Func<IEnumerable<string>> sent)
    {
        await gateway.UntilAsync(
            "the outbox to be empty",
            async () =>
                (await gateway.JsonAsync("status")) is var status
                && status.GetProperty("outbox").GetProperty("pending").GetInt32() == 0
                && status.GetProperty("sessions") is var s
                && s.GetProperty("running").GetInt32() + s.GetProperty("queued").GetInt32() == 0
                    ? "yes"
                    : null
        );

        var unknown = (await gateway.JsonAsync("outbox", "list", "--state", "unknown"))
            .GetProperty("messages")
            .EnumerateArray()
            .Select(static m => m.GetProperty("text").GetString()!)
            .ToList();
        var arrived = sent().ToList();
        for (var i = 0; i < messages; i++)
        {
            var answer = $"you said number {i}.";
            var times = arrived.Count(text => text == answer);
            Assert.True(times <= 1, $"number {i} was answered {times} times");
            Assert.True(times + unknown.Count(text => text == answer) >= 1, $"number {i} was not answered");
        }
    }
}
