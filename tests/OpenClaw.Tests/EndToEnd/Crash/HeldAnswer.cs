namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>An answer of the model that is kept back, so that something can happen while a turn waits for it.</summary>
internal sealed class HeldAnswer(Said message)
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Said Message { get; } = message;

    /// <summary>Ends when the model has the request.</summary>
    public Task Asked => _asked.Task.WaitAsync(ControlSocket.Patience);

    public void Answer() => _answered.TrySetResult();

    /// <summary>The model's side: says that it was asked, and waits. Its server has a thread for each request.</summary>
    public void Wait()
    {
        _asked.TrySetResult();
        if (!_answered.Task.Wait(ControlSocket.Patience))
        {
            throw new TimeoutException($"the answer to {Message.Id} was held and never given");
        }
    }
}
