using System.Net;
using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Web;

/// <summary>Binds <c>[web]</c> and <c>[metrics]</c>.</summary>
internal static class WebBinder
{
    private static readonly WebConfig s_defaults = new();

    public static WebConfig Bind(TableReader table, BindContext context)
    {
        var web = new WebConfig
        {
            IsWritten = table.IsPresent,
            Listen = ReadEndPoint(table.Text("listen", s_defaults.Listen.ToString(), CheckListen)) ?? s_defaults.Listen,
            BehindProxy = table.Flag("behind_proxy", s_defaults.BehindProxy),
            Hosts = table.Texts("hosts", s_defaults.Hosts, CheckHost),
        };
        var tls = table.Table("tls");
        var (certificate, key) = (tls.OptionalPath("certificate"), tls.OptionalPath("key"));
        if (!tls.IsPresent)
        {
            return web;
        }
        if (certificate is null)
        {
            tls.Missing("certificate", "\"fullchain.pem\"");
        }
        if (key is null)
        {
            tls.Missing("key", "\"privkey.pem\"");
        }
        if (certificate is null || key is null)
        {
            return web;
        }
        context.SecretFiles.Add(key);
        return web with { Tls = new TlsFiles(certificate, key) };
    }

    public static MetricsConfig? BindMetrics(TableReader table)
    {
        var token = table.ShownSecret("token");
        return table.IsPresent ? new MetricsConfig(token) : null;
    }

    private static IPEndPoint? ReadEndPoint(string text)
    {
        // The resolver is not asked: what "localhost" leads to is the same everywhere.
        const string Localhost = "localhost:";
        var numeric = text.StartsWith(Localhost, StringComparison.Ordinal) ? $"127.0.0.1:{text[Localhost.Length..]}" : text;
        // Without a colon it is an address alone, and its port would be 0.
        return IPEndPoint.TryParse(numeric, out var point) && numeric.EndsWith($":{point.Port}", StringComparison.Ordinal) ? point : null;
    }

    private static string? CheckListen(string text) =>
        ReadEndPoint(text) is null
            ? $"is \"{text}\", and must be an address with a port, such as \"127.0.0.1:8484\", \"[::1]:8484\" or \"0.0.0.0:8484\""
            : null;

    private static string? CheckHost(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? null
            : $"has \"{host}\", and must be host names without scheme and port, such as \"claw.example.org\"";
}
