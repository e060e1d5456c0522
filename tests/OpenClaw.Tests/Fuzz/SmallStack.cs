using System.Runtime.ExceptionServices;

namespace OpenClaw.Tests.Fuzz;

/// <summary>Runs work on a thread whose stack is a quarter of a megabyte: recursion that a caller steers ends the test host here long
/// before it would end a gateway.</summary>
internal static class SmallStack
{
    private const int Bytes = 256 << 10;

    public static T Run<T>(Func<T> work)
    {
        (T? result, ExceptionDispatchInfo? thrown) = (default, null);
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    thrown = ExceptionDispatchInfo.Capture(e);
                }
            },
            Bytes
        );
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result!;
    }
}
