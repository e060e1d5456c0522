using System.CommandLine;
using System.Text.Json;
using OpenClaw.Control.Client;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>A command that asks the running gateway.</summary>
internal abstract class GatewayCommand(
    CommandContext context,
    CommonOptions common,
    string name,
    string description,
    params string[] examples
) : CommandBase(name, description, examples)
{
    protected CommandContext Context => context;

    protected CommonOptions Common => common;

    protected Task<ControlClient> ConnectAsync(ParseResult parse, CancellationToken ct) =>
        context.ConnectAsync(parse.GetValue(common.Socket), ct);

    /// <summary>Makes one call and prints its result: as it came with <c>--json</c>, else with <paramref name="show"/>, whose value is the
    /// exit code.</summary>
    /// <param name="read">Reads the result, where that is not left to the call's own shape.</param>
    protected int Ask<TParams, TResult>(
        ParseResult parse,
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Func<TResult, int> show,
        Func<JsonElement, TResult>? read = null
    )
    {
        var (connection, address) = context.Open(parse.GetValue(common.Socket));
        using (connection)
        {
            return Print(parse, OneCall.Ask(connection, address, call, parameters), call, show, read);
        }
    }

    /// <summary>The same over a connection that is used for more.</summary>
    protected async Task<int> AskAsync<TParams, TResult>(
        ControlClient client,
        ParseResult parse,
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Func<TResult, int> show,
        CancellationToken ct
    ) => Print(parse, await client.CallRawAsync(call, parameters, ct).ConfigureAwait(false), call, show);

    private int Print<TParams, TResult>(
        ParseResult parse,
        JsonElement raw,
        ControlCall<TParams, TResult> call,
        Func<TResult, int> show,
        Func<JsonElement, TResult>? read = null
    )
    {
        TResult result;
        try
        {
            result = (read is null ? raw.Deserialize(call.Result) : read(raw)) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new IOException(
                $"the gateway's answer to {call.Name} is not understood{(e.Path is { Length: > 1 } path ? $" (at {path})" : "")}; is it of another version than this command?",
                e
            );
        }

        if (!parse.GetValue(common.Json))
        {
            return show(result);
        }

        context.Out.WriteLine(raw.GetRawText());
        return JsonCode(result);
    }

    /// <summary>The exit code with <c>--json</c>, where it is not always 0.</summary>
    protected virtual int JsonCode(object result) => ExitCode.Ok;
}
