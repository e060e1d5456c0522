using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Web;

/// <summary><c>[metrics]</c>: counts in Prometheus' text format at <c>/metrics</c>.</summary>
/// <param name="Token">What a scraper shows as its bearer token; null asks for none, which is for loopback alone.</param>
internal sealed record MetricsConfig(Secret? Token);
