using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Models;

/// <summary>Binds <c>[models.NAME]</c>.</summary>
internal static class ModelBinder
{
    private static readonly ModelConfig s_defaults = new()
    {
        Name = "",
        Provider = ModelProvider.Ollama,
        Model = "",
        Span = Messages.SourceSpan.BuiltIn,
    };

    public static ModelConfig Bind(TableReader table)
    {
        var provider = table.OptionalChoice<ModelProvider>(
            "provider",
            null,
            ("ollama", ModelProvider.Ollama),
            ("openai", ModelProvider.OpenAi),
            ("scripted", ModelProvider.Scripted)
        );
        table.Require("provider", "\"ollama\"");
        if (provider is { } known)
        {
            RefuseForeignKeys(table, known);
        }

        return new ModelConfig
        {
            Name = table.Name,
            Provider = provider ?? s_defaults.Provider,
            Url = Url(table, provider),
            Model = provider == ModelProvider.Scripted ? table.Text("model", "scripted") : table.RequiredText("model", "\"qwen3:1.7b\""),
            ApiKey = table.Secret("api_key"),
            Context = table.Integer("context", s_defaults.Context, 512, 10_000_000),
            MaxTokens = table.OptionalInteger("max_tokens", 1, 10_000_000),
            KeepAlive = table.OptionalDuration("keep_alive", TimeSpan.Zero, TimeSpan.FromDays(365), forever: true),
            Temperature = table.OptionalNumber("temperature", 0, 2),
            Think = table.OptionalFlag("think"),
            Tools = table.OptionalFlag("tools"),
            Images = table.OptionalFlag("images"),
            Price = Price(table.Table("price")),
            Script = table.OptionalPath("script"),
            Span = table.Span,
        };
    }

    private static ModelPrice? Price(TableReader table)
    {
        var (input, output) = (table.OptionalAmount("input"), table.OptionalAmount("output"));
        if (!table.IsPresent)
        {
            return null;
        }
        table.Require("input", "\"0.15\"");
        table.Require("output", "\"0.60\"");
        return new ModelPrice(input ?? 0, output ?? 0);
    }

    private static Uri? Url(TableReader table, ModelProvider? provider)
    {
        var text = table.OptionalText("url", Urls.Check, provider == ModelProvider.Ollama ? "http://127.0.0.1:11434" : null);
        if (provider == ModelProvider.OpenAi && !table.Has("url"))
        {
            table.Missing("url", "\"http://127.0.0.1:8080/v1\"");
        }
        return text is null ? null : new Uri(text, UriKind.Absolute);
    }

    // A setting that would be ignored is a wish; each is refused where it has no effect.
    private static void RefuseForeignKeys(TableReader table, ModelProvider provider)
    {
        (string Key, ModelProvider[] Providers)[] owned =
        [
            ("keep_alive", [ModelProvider.Ollama]),
            ("script", [ModelProvider.Scripted]),
            ("url", [ModelProvider.Ollama, ModelProvider.OpenAi]),
            ("api_key", [ModelProvider.Ollama, ModelProvider.OpenAi]),
        ];
        foreach (var (key, providers) in owned)
        {
            if (table.Has(key) && !providers.Contains(provider))
            {
                table.Error(
                    key,
                    $"has no meaning for the provider \"{provider.ToString().ToLowerInvariant()}\"; it belongs to {string.Join(" and ", providers.Select(p => $"\"{p.ToString().ToLowerInvariant()}\""))}"
                );
            }
        }
    }
}
