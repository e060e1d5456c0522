using System.CommandLine;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;

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
    protected int Ask<TParams, TResult>(ParseResult parse, ControlCall<TParams, TResult> call, TParams parameters, Func<TResult, int> show)
    {
        using var client = context.Connect(parse.GetValue(common.Socket));
        return Print(parse, client.CallRaw(call, parameters), call, show);
    }

    /// <summary>The same, where <paramref name="text"/> reads the result by its names.</summary>
    protected int AskRaw<TParams, TResult>(
        ParseResult parse,
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Func<ResultView, string> text
    )
    {
        using var client = context.Connect(parse.GetValue(common.Socket));
        var raw = client.CallRaw(call, parameters);
        try
        {
            var shown = text(new ResultView(raw));
            context.Out.Write(parse.GetValue(common.Json) ? $"{raw.GetRawText()}\n" : shown);
            return ExitCode.Ok;
        }
        catch (JsonException e)
        {
            throw NotUnderstood(call.Name, e);
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

    private int Print<TParams, TResult>(ParseResult parse, JsonElement raw, ControlCall<TParams, TResult> call, Func<TResult, int> show)
    {
        TResult result;
        try
        {
            result = raw.Deserialize(call.Result) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw NotUnderstood(call.Name, e);
        }

        if (!parse.GetValue(common.Json))
        {
            return show(result);
        }

        context.Out.WriteLine(raw.GetRawText());
        return JsonCode(result);
    }

    private static IOException NotUnderstood(string call, JsonException e) =>
        new(
            $"the gateway's answer to {call} is not understood{(e.Path is { Length: > 1 } path ? $" (at {path})" : "")}; is it of another version than this command?",
            e
        );

    /// <summary>The exit code with <c>--json</c>, where it is not always 0.</summary>
    protected virtual int JsonCode(object result) => ExitCode.Ok;
}
