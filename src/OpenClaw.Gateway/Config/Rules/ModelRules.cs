using System.Net;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Config.Rules;

internal static class ModelRules
{
    public static void ReachableUnderLocalOnly(GatewayConfig config, BindContext context)
    {
        var rules = new DialRules(config.Network.LocalOnly, config.Network.Allow);
        foreach (var model in config.Models.Values.Where(m => m.Url is not null))
        {
            var host = model.Url!.IdnHost.Trim('[', ']');
            var reachable = IPAddress.TryParse(host, out var address) ? rules.MayConnect(host, address) : rules.MayResolve(host);
            if (!reachable)
            {
                context.Diagnostics.Error(
                    context.Place($"models.{model.Name}.url"),
                    $"models.{model.Name}.url leads to {host}, which network.local_only forbids. Add \"{host}\" to network.allow, or set local_only = false"
                );
            }
        }
    }

    public static void AnswerFitsContext(GatewayConfig config, BindContext context)
    {
        foreach (var model in config.Models.Values.Where(m => m.MaxTokens >= m.Context))
        {
            context.Diagnostics.Error(
                context.Place($"models.{model.Name}.max_tokens"),
                $"models.{model.Name}.max_tokens is {model.MaxTokens}, which leaves nothing of context ({model.Context}) for the question"
            );
        }
    }

    public static void KeyIsNotSentInTheClear(GatewayConfig config, BindContext context)
    {
        foreach (var model in config.Models.Values)
        {
            if (model is { ApiKey: not null, Url: { Scheme: "http", IsLoopback: false } })
            {
                context.Diagnostics.Warning(
                    context.Place($"models.{model.Name}.url"),
                    $"models.{model.Name} sends its api_key over http, which anyone on the way can read; use https where the server has it"
                );
            }
        }
    }

    /// <summary>Ollama keeps one context size of a model in memory and loads it anew for another.</summary>
    public static void OneContextForOneModelOfOllama(GatewayConfig config, BindContext context)
    {
        var shared = config.Models.Values.Where(static m => m.Provider == ModelProvider.Ollama).GroupBy(static m => (m.Url, Tag(m.Model)));
        foreach (var models in shared)
        {
            var first = models.OrderBy(static m => m.Name, StringComparer.Ordinal).First();
            foreach (var model in models.Where(m => m.Context != first.Context).OrderBy(static m => m.Name, StringComparer.Ordinal))
            {
                context.Diagnostics.Warning(
                    context.Place($"models.{model.Name}.context") ?? context.Place($"models.{model.Name}.model"),
                    $"models.{model.Name} and models.{first.Name} are the same model of one Ollama with different context ({model.Context} and {first.Context}): it is loaded anew at every change between them. Give both the same"
                );
            }
        }

        static string Tag(string model) => model.Contains(':') ? model : $"{model}:latest";
    }

    public static void EachIsInAChain(GatewayConfig config, BindContext context)
    {
        var used = config.Chains.Values.SelectMany(c => c.Models).ToHashSet(StringComparer.Ordinal);
        foreach (var model in config.Models.Values.Where(m => !used.Contains(m.Name)))
        {
            context.Diagnostics.Warning(
                context.Place($"models.{model.Name}.provider"),
                $"models.{model.Name} is in no chain, so nothing will ask it"
            );
        }
    }

    public static void EachModelOnce(GatewayConfig config, BindContext context)
    {
        foreach (var chain in config.Chains.Values)
        {
            foreach (var twice in chain.Models.GroupBy(m => m).Where(g => g.Count() > 1))
            {
                context.Diagnostics.Error(
                    context.Place($"chains.{chain.Name}.models"),
                    $"chains.{chain.Name}.models names \"{twice.Key}\" twice; one that failed is not asked again in the same turn"
                );
            }
        }
    }

    public static void CooldownGrows(GatewayConfig config, BindContext context)
    {
        foreach (var chain in config.Chains.Values.Where(c => c.Cooldown > c.MaxCooldown))
        {
            context.Diagnostics.Error(
                context.Place($"chains.{chain.Name}.cooldown") ?? context.Place($"chains.{chain.Name}.max_cooldown"),
                $"chains.{chain.Name}.cooldown ({Durations.Show(chain.Cooldown)}) is longer than max_cooldown ({Durations.Show(chain.MaxCooldown)})"
            );
        }
    }
}
