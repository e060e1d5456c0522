using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Web.Page;

namespace OpenClaw.Tests.Web;

public class EventStreamTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Lines_AreEvents_AndSilenceIsBrokenByAPing()
    {
        var (stream, context, body) = (new EventStream(1, _clock), new DefaultHttpContext(), new Body("ping\ndata:\n\n"));
        context.Response.Body = body;
        stream.Enqueue("{\"a\":1}\n"u8.ToArray());

        var running = stream.RunAsync(context.Response, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await body.Arrived.WaitAsync(ControlSocket.Patience, TestContext.Current.CancellationToken);
        stream.Close();
        await running;

        Assert.Equal("text/event-stream", context.Response.ContentType);
        Assert.Equal("data: {\"a\":1}\n\nretry: 1000\n\nevent: ping\ndata:\n\n", body.Text);
        Assert.True(stream.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Reader_ThatDoesNotRead_IsCutOff_WhateverItWasGreetedWith()
    {
        var (stream, context) = (new EventStream(1, _clock), new DefaultHttpContext { Response = { Body = new Deaf() } });
        for (var i = 0; i < 100; i++)
        {
            stream.Enqueue(new byte[64 << 10]);
        }
        Assert.False(stream.Closed.IsCancellationRequested);

        var running = stream.RunAsync(context.Response, TestContext.Current.CancellationToken);
        for (var i = 0; i < 100 && !stream.Closed.IsCancellationRequested; i++)
        {
            stream.Enqueue(new byte[64 << 10]);
        }

        Assert.True(stream.Closed.IsCancellationRequested);
        await running;
    }

    /// <summary>Takes nothing.</summary>
    private sealed class Deaf : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>Tells when something has been written.</summary>
    private sealed class Body(string awaited) : MemoryStream
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task;

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (Text.EndsWith(awaited, StringComparison.Ordinal))
            {
                _arrived.TrySetResult();
            }
        }
    }
}
