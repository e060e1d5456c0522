using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;

namespace OpenClaw.Web.Health;

/// <summary><c>/metrics</c>: what <c>status</c> shows as numbers, and what has happened since the start, in Prometheus' text format
/// (version 0.0.4).</summary>
/// <param name="status">What <c>status</c> would show now. Called on the loop.</param>
internal sealed class MetricsPart(EventLoop loop, Current<GatewayConfig> config, Func<Task<StatusResult>> status, TokenAttempts attempts)
    : IWebPart
{
    private readonly SortedDictionary<string, long> _turns = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string, string), long> _calls = [];
    private readonly SortedDictionary<(string, string), long> _failures = [];

    public IEnumerable<WebRoute> Routes(GatewayConfig config) =>
        config.Metrics is not { } metrics
            ? []
            : [new WebRoute("GET", "/metrics", AnswerAsync) { AsksForProof = metrics.Token is not null }];

    /// <summary>A turn's end is on the disk.</summary>
    public void TurnEnded(TurnId turn, string state) => _turns[state] = _turns.GetValueOrDefault(state) + 1;

    /// <summary>The gate has decided on a call of a tool.</summary>
    public void CallJudged(string tool, string verdict) => _calls[(tool, verdict)] = _calls.GetValueOrDefault((tool, verdict)) + 1;

    public void ModelFailed(string model, string kind) => _failures[(model, kind)] = _failures.GetValueOrDefault((model, kind)) + 1;

    private async Task AnswerAsync(HttpContext context)
    {
        if (
            config.Value.Metrics?.Token is { } token
            && WebAnswers.BearerOf(context.Request) is var shown
            && !ShownToken.Equal(shown, token.Value)
        )
        {
            if (shown.Length > 0 && attempts.Wrong(WebGuard.CallerOf(context, config.Value.Web)) is { } pause)
            {
                throw WebRefusal.TooOften(pause);
            }

            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new WebRefusal(StatusCodes.Status401Unauthorized, "the token of [metrics] is missing or wrong");
        }

        var text = await loop.InvokeAsync(async () => Write(await status())).ConfigureAwait(false);
        await context
            .BytesAsync(StatusCodes.Status200OK, "text/plain; version=0.0.4; charset=utf-8", Encoding.UTF8.GetBytes(text))
            .ConfigureAwait(false);
    }

    private string Write(StatusResult now)
    {
        var text = new MetricsText();
        text.Gauge("openclaw_info", "The version that runs.", 1, ("version", now.Version));
        text.Gauge(
            "process_start_time_seconds",
            "When it was started, in seconds since 1970.",
            now.StartedAt.ToUnixTimeMilliseconds() / 1000.0
        );
        text.Gauge("process_resident_memory_bytes", "Resident memory.", now.Memory.RssBytes);
        text.Gauge("openclaw_loop_backlog", "Callbacks that wait for the event loop.", now.Loop.Backlog);
        text.Counter("openclaw_loop_slow_callbacks_total", "Callbacks that took longer than 50 ms.", now.Loop.SlowCallbacks);
        text.Gauge("openclaw_sessions", "Conversations that there are.", now.Sessions.Total);
        text.States(
            "openclaw_turns",
            "Turns that are not ended.",
            ("running", now.Sessions.Running),
            ("asking", now.Sessions.Asking),
            ("waiting", now.Sessions.Waiting),
            ("queued", now.Sessions.Queued)
        );
        text.Family("openclaw_turns_total", "counter", "Turns that have ended since the start.");
        foreach (var (state, count) in _turns)
        {
            text.Sample("openclaw_turns_total", count, ("state", state));
        }
        text.Family("openclaw_tool_calls_total", "counter", "Tool calls that were decided since the start.");
        foreach (var ((tool, verdict), count) in _calls)
        {
            text.Sample("openclaw_tool_calls_total", count, ("tool", tool), ("verdict", verdict));
        }
        text.Family("openclaw_model_failures_total", "counter", "Times that a model did not answer since the start.");
        foreach (var ((model, kind), count) in _failures)
        {
            text.Sample("openclaw_model_failures_total", count, ("model", model), ("kind", kind));
        }
        text.Each(
            "openclaw_model_ready",
            "1 for a model that is asked, 0 for one that is left out for now.",
            now.Models,
            static model => (model.State is "ready" or "untried" ? 1 : 0, ("model", model.Name))
        );
        text.Each(
            "openclaw_channel_up",
            "1 for a channel that hears and speaks.",
            now.Channels,
            static channel => (channel.State is "ok" or "listening" ? 1 : 0, ("channel", channel.Name))
        );
        text.Gauge("openclaw_approvals_pending", "Calls that wait for a person.", now.ApprovalsPending);
        text.Gauge("openclaw_effects_unknown", "Tool calls that the process died under.", now.EffectsUnknown);
        text.States(
            "openclaw_outbox",
            "Messages that are not delivered.",
            now.Outbox is { } outbox
                ? [("pending", outbox.Pending), ("unknown", outbox.Unknown), ("failed", outbox.Failed), ("expired", outbox.Expired)]
                : []
        );
        if (now.Spending is { } spending)
        {
            text.Each(
                "openclaw_cost_today",
                "What a model has cost since midnight, in the operator's currency.",
                spending.Models,
                static model => ((double)model.Today, ("model", model.Name))
            );
            text.Each(
                "openclaw_cost_month",
                "What a model has cost since the first of the month, in the operator's currency.",
                spending.Models,
                static model => ((double)model.Month, ("model", model.Name))
            );
        }

        text.Gauge("openclaw_warnings", "What `openclaw status` warns of.", now.Warnings.Count);
        return text.ToString();
    }
}
