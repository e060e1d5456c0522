using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Methods;

/// <summary>Models and chains as the wire shows them.</summary>
internal static class ModelShapes
{
    /// <param name="spending">Null where no model has a price.</param>
    public static IReadOnlyList<ModelInfo> All(IEnumerable<Models.ModelStatus> models, GatewayConfig config, SpendingStatus? spending) =>
        [
            .. models
                .Select(Of)
                .Select(model =>
                    spending?.PassedOver is { } why
                    && model.Reason is null
                    && config.Models.GetValueOrDefault(model.Name)?.Price is { IsFree: false }
                        ? model with
                        {
                            Reason = $"passed over: {why}",
                        }
                        : model
                ),
        ];

    private static ModelInfo Of(Models.ModelStatus model) =>
        new()
        {
            Name = model.Name,
            Provider = model.Provider,
            Model = model.Model,
            State = model.Kind is null
                ? model.IsProven
                    ? "ready"
                    : "untried"
                : model.Kind is "not_authorised" or "out_of_credit" or "model_missing"
                    ? "out"
                    : "cooling",
            Reason = model.Kind is null ? null : $"{model.Kind.Replace('_', ' ')}: {model.Message}",
            Until = model.Until,
        };

    public static IReadOnlyList<ChainInfo> Chains(GatewayConfig config) =>
        [
            .. config
                .Chains.Values.OrderBy(static c => c.Name, StringComparer.Ordinal)
                .Select(static c => new ChainInfo(c.Name, [.. c.Models])),
        ];
}
