namespace OpenClaw.Config;

/// <summary>The configuration that holds now. Replaced between two loop batches by a reload; whoever needs a setting reads it here at the moment of use.</summary>
internal sealed class CurrentConfig(GatewayConfig initial)
{
    public GatewayConfig Value { get; private set; } = initial;

    public void Replace(GatewayConfig next) => Value = next;
}
