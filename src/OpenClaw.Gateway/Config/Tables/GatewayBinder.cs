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
        AddDefaultChain(context, root, models, chains);
        policies.AddRange(BuiltInPolicies.All.Where(builtIn => policies.All(p => p.Name != builtIn.Name)));

        // Settings are listed, and compared by a reload, in the order in which they are read here.
        var config = new GatewayConfig
        {
            Agent = agent,
            People = [.. people],
            Network = network,
            Models = models.ToDictionary(m => m.Name, StringComparer.Ordinal),
            Chains = chains.ToDictionary(c => c.Name, StringComparer.Ordinal),
            Policies = policies.ToDictionary(p => p.Name, StringComparer.Ordinal),
            Sessions = [.. root.TableList("sessions").Select(SessionBinder.Bind)],
            Delivery = DeliveryBinder.Bind(root.Table("delivery")),
            Cron = [.. root.TableList("cron").Select(job => CronBinder.Bind(job, agent))],
            Tools = ToolsBinder.Bind(root.Table("tools")),
            Control = ControlBinder.Bind(root.Table("control")),
            Log = LogBinder.Bind(root.Table("log")),
            Retention = RetentionBinder.Bind(root.Table("retention")),
            Channels = ChannelsBinder.Bind(root),
            Web = WebBinder.Bind(root.Table("web"), context),
            Metrics = WebBinder.BindMetrics(root.Table("metrics")),
            Api = ApiBinder.Bind(root.Table("api")),
            Hooks = [.. root.NamedTables("hooks", "a hook").Select(HookBinder.Bind)],
            Files = [.. files],
            Includes = [.. includes],
            SecretFiles = [.. context.SecretFiles],
            Settings = [.. context.Settings],
        };
        context.Resolve("models", [.. models.Select(m => m.Name)]);
        context.Resolve("chains", [.. chains.Select(c => c.Name)]);
        context.Resolve("policies", [.. policies.Select(p => p.Name)]);
        context.ReportUnknownKeys();

        // Telegram calls the web server by the name it was given.
        return config.Channels.Telegram?.Webhook is { } webhook
            ? config with
            {
                Web = config.Web with { Hosts = [.. config.Web.Hosts.Append(webhook.Url.Host).Distinct()] },
            }
            : config;
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
