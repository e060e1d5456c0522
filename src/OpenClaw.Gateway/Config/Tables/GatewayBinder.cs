using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Tables;

/// <summary>Binds the root table. The list of tables a configuration can have is the body of <see cref="Bind"/>.</summary>
internal static class GatewayBinder
{
    public static GatewayConfig Bind(
        BindContext context,
        TomlTable table,
        IReadOnlyList<string> files,
        IReadOnlyCollection<IncludePattern> includes
    )
    {
        var root = new TableReader(context, table, "", "", "", table.Span);
        var people = PeopleBinder.Bind(root, context);
        var agent = AgentBinder.Bind(root.Table("agent"), context);
        var network = NetworkBinder.Bind(root.Table("network"));
        var models = root.NamedTables("models", "a model").Select(ModelBinder.Bind).ToList();
        var chains = root.NamedTables("chains", "a chain").Select(ChainBinder.Bind).ToList();
        var policies = root.NamedTables("policies", "a policy").Select(PolicyBinder.Bind).ToList();
        var sessions = root.TableList("sessions").Select(SessionBinder.Bind).ToList();
        var delivery = DeliveryBinder.Bind(root.Table("delivery"));
        var cron = root.TableList("cron").Select(job => CronBinder.Bind(job, agent)).ToList();
        var tools = ToolsBinder.Bind(root.Table("tools"));
        var control = ControlBinder.Bind(root.Table("control"));
        var log = LogBinder.Bind(root.Table("log"));
        var retention = RetentionBinder.Bind(root.Table("retention"));
        var channels = ChannelsBinder.Bind(root);
        var web = WebBinder.Bind(root.Table("web"), context);
        var metrics = WebBinder.BindMetrics(root.Table("metrics"));
        var api = ApiBinder.Bind(root.Table("api"));
        var hooks = root.NamedTables("hooks", "a hook").Select(HookBinder.Bind).ToList();

        AddDefaultChain(context, root, models, chains);
        policies.AddRange(BuiltInPolicies.All.Where(builtIn => policies.All(p => p.Name != builtIn.Name)));
        context.Resolve("models", [.. models.Select(m => m.Name)]);
        context.Resolve("chains", [.. chains.Select(c => c.Name)]);
        context.Resolve("policies", [.. policies.Select(p => p.Name)]);
        context.ReportUnknownKeys();

        return new GatewayConfig
        {
            Agent = agent,
            People = [.. people],
            Network = network,
            Models = models.ToDictionary(m => m.Name, StringComparer.Ordinal),
            Chains = chains.ToDictionary(c => c.Name, StringComparer.Ordinal),
            Sessions = [.. sessions],
            Cron = [.. cron],
            Policies = policies.ToDictionary(p => p.Name, StringComparer.Ordinal),
            Delivery = delivery,
            Tools = tools,
            Channels = channels,
            // Telegram calls it by the name it was given.
            Web = channels.Telegram?.Webhook is { } webhook ? web with { Hosts = [.. web.Hosts.Append(webhook.Url.Host).Distinct()] } : web,
            Metrics = metrics,
            Api = api,
            Hooks = [.. hooks],
            Control = control,
            Log = log,
            Retention = retention,
            Files = [.. files],
            Includes = [.. includes],
            SecretFiles = [.. context.SecretFiles],
            Settings = [.. context.Settings],
        };
    }

    // One model is a chain of one. Of several only the operator knows which comes first, and a guess would spend his money or his patience.
    private static void AddDefaultChain(BindContext context, TableReader root, List<ModelConfig> models, List<ChainConfig> chains)
    {
        if (models.Count == 0 && !root.Has("models"))
        {
            context.Diagnostics.FileError(
                root.Span.File,
                "there is no model. Write one as [models.NAME] with provider and model, or start from a configuration that works: openclaw example > openclaw.toml"
            );
        }
        else if (chains.All(c => c.Name != "default") && models.Count == 1)
        {
            chains.Add(
                new ChainConfig
                {
                    Name = "default",
                    Models = [models[0].Name],
                    Span = models[0].Span,
                }
            );
        }
        else if (chains.All(c => c.Name != "default") && models.Count > 1)
        {
            var names = string.Join(", ", models.Select(m => $"\"{m.Name}\""));
            context.Diagnostics.Error(
                root.PlaceOf("models"),
                $"there are several models and no [chains.default] that says in which order they are tried. Write: [chains.default] models = [{names}]"
            );
        }
    }
}
