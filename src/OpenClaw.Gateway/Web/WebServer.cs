using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Web.Serving;

namespace OpenClaw.Web;

/// <summary>
/// The HTTP server: opened when the configuration has something to serve, opened again elsewhere when a reload moves it, and tried again by
/// itself while its address is taken. Its life is on the loop, requests are on pool threads.
/// </summary>
/// <param name="passed">A socket that the service manager has opened. It serves as long as the configuration listens at its address.</param>
internal sealed class WebServer(
    EventLoop loop,
    IReadOnlyList<IWebPart> parts,
    WebState state,
    ILogger log,
    (ulong Handle, IPEndPoint At)? passed = null
)
{
    private const string Crowds = "connections of one address";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopped = new();
    private readonly WebRates _rates = new(loop.Time, log);
    private readonly RefusalNotes _crowds = new(loop.Time);
    private WebListener? _listener;
    private WebConfig? _wanted;
    private bool _settling;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WebSite? _site;
    private volatile TlsCertificate? _certificate;
    private volatile bool _refusing;

    /// <summary>The listener closes: whoever holds requests open that never end by themselves ends them.</summary>
    public event Action? Closing;

    /// <summary>The port that is listened on; null while none is.</summary>
    public int? Port => _listener?.Port;

    /// <summary>Serves what a configuration says from now on.</summary>
    public void Apply(GatewayConfig config)
    {
        loop.VerifyAccess();
        _wanted = config.IsServed ? config.Web : null;
        state.IsWanted = _wanted is not null;
        _site = config.IsServed ? new WebSite(config, parts) : null;
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_settling && !IsSettled)
        {
            loop.Track(SettleAsync(), "web server");
        }
    }

    /// <summary>First phase of the end: what is under way is answered, nothing new is begun.</summary>
    public void StopListening() => _refusing = true;

    /// <summary>Last phase.</summary>
    public async Task StopAsync()
    {
        loop.VerifyAccess();
        _refusing = true;
        await _stopped.CancelAsync();
        _wanted = null;
        state.IsWanted = false;
        await CloseAsync();
    }

    private bool IsSettled =>
        _wanted is { } wanted
            ? _listener is { } listener && listener.At.Equals(wanted.Listen) && _certificate?.Files == wanted.Tls
            : _listener is null;

    private async Task SettleAsync()
    {
        _settling = true;
        try
        {
            for (
                var pause = s_firstPause;
                !IsSettled && !_stopped.IsCancellationRequested;
                pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause
            )
            {
                var changed = _changed.Task;
                try
                {
                    await MoveAsync(_wanted);
                }
                catch (IOException e)
                {
                    if (state.Trouble != e.Message)
                    {
                        WebLog.Unavailable(log, e.Message);
                    }
                    state.Trouble = e.Message;
                    await Task.WhenAny(changed, loop.Delay(pause, _stopped.Token));
                }
            }

            // Also when a reload took back what could not be had.
            state.Trouble = null;
        }
        finally
        {
            _settling = false;
        }
    }

    /// <summary>The new one first, where both can be had at once: a mistake in the new address costs nobody the old one.</summary>
    private async Task MoveAsync(WebConfig? wanted)
    {
        if (wanted is null)
        {
            await CloseAsync();
            return;
        }

        var certificate = wanted.Tls is { } files ? await Task.Run(() => new TlsCertificate(files, loop.Time)) : null;
        if (_listener is { } before && before.At.Equals(wanted.Listen))
        {
            // Only the files are others: the next connection is shown the new ones.
            if (_certificate is not null && certificate is not null)
            {
                _certificate = certificate;
                return;
            }

            await CloseAsync();
        }

        var opened = await Task.Run(() =>
            WebListener.OpenAsync(
                wanted.Listen,
                AnswerAsync,
                () => certificate is null ? null : _certificate ?? certificate,
                Gate(),
                wanted.Listen.Equals(passed?.At) ? passed?.Handle : null
            )
        );
        await CloseAsync();
        (_listener, _certificate) = (opened, certificate);
        WebLog.Listens(log, certificate is null ? "http" : "https", wanted.Listen.Address.ToString(), opened.Port);
        if (_stopped.IsCancellationRequested)
        {
            await CloseAsync();
        }
    }

    private ConnectionGate Gate() =>
        new(
            address => _site is { } site && WebGuard.IsShared(address, site.Settings),
            caller => _crowds.Note(Crowds, count => WebLog.TooMany(log, Crowds, caller, count))
        );

    private async Task CloseAsync()
    {
        if (_listener is not { } listener)
        {
            return;
        }
        _listener = null;
        Closing?.Invoke();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), loop.Time);
        await Task.Run(() => listener.StopAsync(deadline.Token));
        listener.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        WebAnswers.Guard(context.Response);
        var site = _site;
        var routes = site?.Find(context.Request.Path.Value ?? "/") ?? [];
        var refuse = routes is [var first, ..] ? first.Refuse : WebAnswers.TextAsync;
        try
        {
            var refusal = RefusalOf(context, site, routes, out var route);
            if (refusal is null && route!.AsksForProof)
            {
                _rates.CountRefused(context, site!.Settings);
            }
            else if (site is not null && _rates.Take(context, site.Settings) is { } pause)
            {
                refusal = TooMany(context, pause);
            }
            await (refusal is { } no ? refuse(context, no.Status, no.Line) : route!.Answer(context)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
        catch (WebRefusal e)
        {
            await e.WriteAsync(context, refuse).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            if (!context.Response.HasStarted)
            {
                await refuse(context, e.StatusCode, e.Message).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            WebLog.Failed(log, context.Request.Path.Value ?? "", e);
            if (context.Response.HasStarted)
            {
                context.Abort();
            }
            else
            {
                await refuse(context, StatusCodes.Status500InternalServerError, "internal error; the gateway's log has it")
                    .ConfigureAwait(false);
            }
        }
    }

    private static (int Status, string Line) TooMany(HttpContext context, TimeSpan pause)
    {
        WebRates.Slow(context.Response, pause);
        return (StatusCodes.Status429TooManyRequests, "too many requests of this address");
    }

    private (int Status, string Line)? RefusalOf(HttpContext context, WebSite? site, IReadOnlyList<WebRoute> routes, out WebRoute? route)
    {
        route = null;
        var (request, response) = (context.Request, context.Response);
        if (site is null || _refusing)
        {
            response.Headers.RetryAfter = "2";
            return (StatusCodes.Status503ServiceUnavailable, "the gateway is shutting down");
        }

        if (WebGuard.HostRefusal(request, site.Settings) is { } host)
        {
            return (StatusCodes.Status421MisdirectedRequest, host);
        }
        if (WebGuard.OriginRefusal(request, site.Settings) is { } origin)
        {
            return (StatusCodes.Status403Forbidden, origin);
        }
        if (routes.Count == 0)
        {
            return (StatusCodes.Status404NotFound, "there is nothing here");
        }
        var method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        route = routes.FirstOrDefault(candidate => HttpMethods.Equals(candidate.Method, method));
        if (route is not null)
        {
            return null;
        }
        response.Headers.Allow = string.Join(", ", routes.Select(static candidate => candidate.Method));
        return (StatusCodes.Status405MethodNotAllowed, $"this takes {response.Headers.Allow}");
    }
}
