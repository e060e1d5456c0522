using System.Diagnostics;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Fakes;

/// <summary>Runs a program to its end and keeps what it wrote. All three of its streams have to be redirected.</summary>
internal static class ChildProcess
{
    public static async Task<CommandResult> RunAsync(ProcessStartInfo info, string? input = null, TimeSpan? patience = null)
    {
        using var process = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience ?? ControlSocket.Patience);
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            }
            process.StandardInput.Close();
            var stdout = process.StandardOutput.ReadToEndAsync(limit.Token);
            var stderr = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await stdout, await stderr);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{info.FileName} {string.Join(' ', info.ArgumentList)} did not end within {(patience ?? ControlSocket.Patience).TotalSeconds:0} s"
            );
        }
    }
}
