using OpenClaw.Config.Tables;

namespace OpenClaw.Web;

/// <summary>One of the things that are served: the page, webhooks, health.</summary>
internal interface IWebPart
{
    /// <summary>What it answers under a configuration; nothing when it is not in it. Asked on the loop, at the start and after each
    /// reload.</summary>
    IEnumerable<WebRoute> Routes(GatewayConfig config);
}
