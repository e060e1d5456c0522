namespace OpenClaw.Config.Tables.Models;

/// <summary><c>price</c> of a model: what a million tokens cost, in the operator's currency.</summary>
/// <param name="Input">A million tokens that the model reads.</param>
/// <param name="Output">A million tokens that it writes, thoughts included.</param>
internal sealed record ModelPrice(decimal Input, decimal Output)
{
    private const decimal Million = 1_000_000m;

    public bool IsFree => Input == 0 && Output == 0;

    /// <summary>What a reply cost, in billionths of the currency's unit.</summary>
    public long NanosOf(ModelTokens tokens) => Amounts.ToNanos(((Input * tokens.Input) + (Output * tokens.Output)) / Million);
}

/// <summary>Tokens that a model has read and written.</summary>
internal readonly record struct ModelTokens(int Input, int Output);
