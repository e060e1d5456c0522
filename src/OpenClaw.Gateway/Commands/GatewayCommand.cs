using System.CommandLine;
using System.Text.Json;
using OpenClaw.Control.Client;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Commands;

/// <summary>A command that asks the running gateway.</summary>
internal abstract class GatewayCommand(CommandContext context, CommonOptions common, string name, string description, params string[] examples)
    : CommandBase(name, description, examples)
{
    protected CommandContext Context => context;

    protected CommonOptions Common => common;

    protected Task<ControlClient> ConnectAsync(ParseResult parse, CancellationToken ct) => context.ConnectAsync(parse.GetValue(common.Socket), ct);

    /// <summary>Makes one call and prints its result: as it came with <c>--json</c>, else with <paramref name="show"/>, whose value is the exit code.</summary>
    protected async Task<int> AskAsync<TParams, TResult>(
        ParseResult parse, ControlCall<TParams, TResult> call, TParams parameters, Func<TResult, int> show, CancellationToken ct)
    {
        await using var client = await ConnectAsync(parse, ct).ConfigureAwait(false);
        return await AskAsync(client, parse, call, parameters, show, ct).ConfigureAwait(false);
    }

    protected async Task<int> AskAsync<TParams, TResult>(
        ControlClient client, ParseResult parse, ControlCall<TParams, TResult> call, TParams parameters, Func<TResult, int> show, CancellationToken ct)
    {
        var raw = await client.CallRawAsync(call, parameters, ct).ConfigureAwait(false);
        var result = raw.Deserialize(call.Result)!;
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
