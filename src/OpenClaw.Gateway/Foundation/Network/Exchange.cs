namespace OpenClaw.Foundation.Network;

/// <summary>How an exchange with a service ended.</summary>
/// <typeparam name="T">What is made of its answer.</typeparam>
internal abstract record Exchange<T>
{
    private Exchange() { }

    /// <summary>The service answered, whatever it said.</summary>
    public sealed record Answered(T Value) : Exchange<T>;

    /// <summary>The request certainly did not arrive.</summary>
    /// <param name="Reason">A phrase, without the address.</param>
    public sealed record NotSent(string Reason) : Exchange<T>;

    /// <summary>The request may have arrived: nobody knows what was done.</summary>
    /// <param name="Reason">A phrase, without the address.</param>
    public sealed record Lost(string Reason) : Exchange<T>;
}

internal static class ExchangeExtensions
{
    /// <summary>Why nothing came of an exchange whose answer is read into a complaint, or null when all is well.</summary>
    public static string? Problem(this Exchange<string?> exchange) =>
        exchange switch
        {
            Exchange<string?>.Answered answered => answered.Value,
            Exchange<string?>.NotSent notSent => notSent.Reason,
            Exchange<string?>.Lost lost => lost.Reason,
            var other => throw new InvalidOperationException($"an exchange does not end with {other.GetType().Name}"),
        };
}
