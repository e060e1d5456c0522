namespace OpenClaw.Control.Wire;

/// <summary>Answers requests of the control API, whichever way they came. A failure is an answer too.</summary>
internal sealed class ControlAnswers(EventLoop loop, MethodTable methods, ILogger log)
{
    /// <summary>Crosses to the loop and runs the method there.</summary>
    /// <param name="isRefusing">Asked on the loop: whether the gateway goes down and begins nothing new.</param>
    /// <param name="answer">Takes the line that answers, still on the loop, so that later events are sent after it. Not called for a
    /// notification.</param>
    /// <param name="ct">Ends when the client is gone.</param>
    public async Task AnswerAsync(
        ControlRequest request,
        ControlPeer peer,
        Func<bool> isRefusing,
        Action<ReadOnlyMemory<byte>> answer,
        CancellationToken ct
    )
    {
        await loop.SwitchTo();
        try
        {
            if (isRefusing())
            {
                throw new ControlException(ControlErrors.ShuttingDown, "the gateway is shutting down");
            }
            var method = methods.Find(request.Method);
            if (peer.DescendsFromLauncher && !method.OpenToLaunched)
            {
                ControlLog.LaunchedRefused(log, peer.Pid, method.Name);
                throw ControlException.NotAllowed($"{method.Name} is refused to commands that the gateway runs");
            }

            var result = await method.InvokeAsync(request.Params, peer, ct);
            if (!request.IsNotification)
            {
                answer(ControlWire.Result(request.Id, result));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client is gone and cannot be answered.
        }
        catch (ControlException e)
        {
            Error(e.Code, e.Message);
        }
        catch (StorageException e)
        {
            Error(e.Fault == StorageFault.Stopped ? ControlErrors.ShuttingDown : ControlErrors.Failed, e.Message);
        }
        catch (Exception e)
        {
            ControlLog.MethodFailed(log, e, request.Method);
            Error(ControlErrors.Internal, "internal error; the gateway's log has it");
        }

        void Error(int code, string message)
        {
            if (!request.IsNotification)
            {
                answer(ControlWire.Error(request.Id, code, message));
            }
        }
    }
}
