using Microsoft.AspNetCore.Http;
using OpenClaw.Turns;

namespace OpenClaw.Web.Api;

/// <summary>Writes the answer of one turn, whole or as it is said. On a pool thread.</summary>
internal sealed class ChatAnswer(HttpContext context, ChatTurn turn, ChatRequest request, string chain, TimeProvider time)
{
    /// <summary>So often something is said in any case, or a proxy would take the connection for a dead one while a tool runs or a person
    /// is asked.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(15);

    private readonly Completion _completion = new(
        $"chatcmpl-{turn.Number.Value.ToString(CultureInfo.InvariantCulture)}",
        time.GetUtcNow().ToUnixTimeSeconds(),
        chain
    );
    private bool _hasBegun;
    private bool _hasSpoken;

    /// <exception cref="ApiException">There is none, and nothing was written yet.</exception>
    public async Task WriteAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, turn.Closed);
        try
        {
            await (request.Stream ? StreamAsync(either.Token) : WholeAsync(either.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (turn.Closed.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(ApiError.Stopped("the server closes; the turn goes on, and its answer will stand in the transcript"))
                .ConfigureAwait(false);
        }
    }

    private async Task WholeAsync(CancellationToken ct)
    {
        await turn.Pieces.Completion.WaitAsync(ct).ConfigureAwait(false);
        if (Failure(turn.End!) is { } failure)
        {
            throw new ApiException(failure);
        }
        await context
            .JsonAsync(StatusCodes.Status200OK, ChatShapes.Completion(_completion, turn.End!.Text ?? "", turn.End.Tokens))
            .ConfigureAwait(false);
    }

    private async Task StreamAsync(CancellationToken ct)
    {
        await using var quiet = time.CreateTimer(_ => turn.Note(""), null, s_quiet, s_quiet);
        await foreach (var piece in turn.Pieces.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (piece.IsNote)
            {
                await SendAsync(Comment(piece.Text), ct).ConfigureAwait(false);
            }
            else
            {
                await SpeakAsync(piece.Text, ct).ConfigureAwait(false);
            }
            turn.Written(piece);
        }

        if (turn.IsCutOff || turn.End is not { } end)
        {
            context.Abort();
            return;
        }

        if (Failure(end) is { } failure)
        {
            await FailAsync(failure).ConfigureAwait(false);
            return;
        }

        if (!_hasSpoken)
        {
            await SpeakAsync("", ct).ConfigureAwait(false);
        }
        await SendAsync(ChatShapes.Chunk(_completion, null, isFirst: false, request.IncludeUsage), ct).ConfigureAwait(false);
        if (request.IncludeUsage)
        {
            await SendAsync(ChatShapes.UsageChunk(_completion, end.Tokens), ct).ConfigureAwait(false);
        }
        await SendAsync(ChatShapes.Done, ct).ConfigureAwait(false);
    }

    private async Task SpeakAsync(string text, CancellationToken ct)
    {
        await SendAsync(ChatShapes.Chunk(_completion, text, isFirst: !_hasSpoken, request.IncludeUsage), ct).ConfigureAwait(false);
        _hasSpoken = true;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            // A proxy that gathered what comes would keep it from the reader.
            context.Response.Headers["X-Accel-Buffering"] = "no";
        }

        await context.Response.Body.WriteAsync(bytes, ct).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(ct).ConfigureAwait(false);
    }

    /// <summary>As long as nothing is written, an error has a status of its own.</summary>
    private async Task FailAsync(ApiError error)
    {
        if (!_hasBegun)
        {
            throw new ApiException(error);
        }
        await SendAsync(ChatShapes.ErrorEvent(error), context.RequestAborted).ConfigureAwait(false);
    }

    private static ApiError? Failure(ChatEnd end) =>
        end.State switch
        {
            TurnStates.Answered => null,
            TurnStates.Stopped => ApiError.Stopped(end.Text ?? "Stopped."),
            _ => ApiError.Failed(end.Text ?? "The turn failed; the gateway's log has the details."),
        };

    private static byte[] Comment(string line) =>
        System.Text.Encoding.UTF8.GetBytes(line.Length == 0 ? ":\n\n" : $": {Escaping.Line(line)}\n\n");
}
