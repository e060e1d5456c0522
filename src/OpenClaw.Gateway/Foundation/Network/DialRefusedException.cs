namespace OpenClaw.Foundation.Network;

/// <summary>A connection that <c>network.local_only</c> does not permit. The message names the setting that would.</summary>
internal sealed class DialRefusedException(string message) : Exception(message)
{
    /// <summary>The refusal inside what HttpClient threw, if that is what happened.</summary>
    public static DialRefusedException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DialRefusedException refused)
            {
                return refused;
            }
        }
        return null;
    }
}
