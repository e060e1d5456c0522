using System.CommandLine.Completions;
using System.Text.Json.Serialization.Metadata;
using Names = System.Func<
    System.CommandLine.Completions.CompletionContext,
    System.Collections.Generic.IEnumerable<System.CommandLine.Completions.CompletionItem>
>;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>A command with examples below its help, which is where people look first. It takes the options and words that it names, in that
/// order, and most commands make one call of the running gateway and print its result.</summary>
internal class CommandBase(CommandContext context, string name, string description, params string[] examples) : Command(name, description)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Lines to type, each with what it does after <c>#</c> where that is not plain.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    protected CommandContext Context => context;

    /// <summary>A command below this one, such as <c>show</c> of <c>sessions show</c>.</summary>
    protected CommandBase Verb(string name, string description, params string[] examples)
    {
        var verb = new CommandBase(context, name, description, examples);
        Subcommands.Add(verb);
        return verb;
    }

    /// <summary>An option that is given or not.</summary>
    /// <param name="names">Its names, a blank between them.</param>
    public Option<bool> Flag(string names, string description) => Add(new Option<bool>(First(names), Others(names)), description);

    /// <summary>An option with a value, which help calls <paramref name="value"/>.</summary>
    /// <param name="names">Its names, a blank between them.</param>
    public Option<T> Value<T>(string names, string value, string description, Names? completions = null)
    {
        var option = Add(new Option<T>(First(names), Others(names)) { HelpName = value }, description);
        if (completions is not null)
        {
            option.CompletionSources.Add(completions);
        }

        return option;
    }

    /// <summary>What is written after the command's name.</summary>
    public Argument<T> Word<T>(string name, string description, Names? completions = null, ArgumentArity? arity = null)
    {
        var argument = new Argument<T>(name) { Description = description };
        if (arity is { } count)
        {
            argument.Arity = count;
        }

        if (completions is not null)
        {
            // Else help would ask for what to complete it with, and show that.
            argument.HelpName = name;
            argument.CompletionSources.Add(completions);
        }

        Arguments.Add(argument);
        return argument;
    }

    /// <summary>The option that names a session.</summary>
    public Option<string?> SessionOption(
        string description = "The session: x means local:x, else a whole key such as telegram:123. Default local:main"
    ) => Value<string?>("--session", "NAME", description, SessionNames());

    public Argument<string> SessionWord() =>
        Word<string>("SESSION", "The session: x means local:x, else a whole key such as telegram:123", SessionNames());

    public Argument<string> ApprovalWord() =>
        Word<string>(
            "ID",
            "The approval, as `openclaw approvals` names it",
            NamesOf(ApprovalsApi.List, new ApprovalsListParams(), static list => list.Approvals.Select(static a => a.Id))
        );

    public Names SessionNames() =>
        NamesOf(
            SessionsApi.List,
            NoParams.Value,
            static list =>
                list.Sessions.Select(static s => s.Key.StartsWith("local:", StringComparison.Ordinal) ? s.Key["local:".Length..] : s.Key)
        );

    /// <summary>Asks the gateway for names while somebody presses Tab. Whatever goes wrong, there are just no names.</summary>
    public Names NamesOf<TParams, TResult>(
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Func<TResult, IEnumerable<string>> names
    ) =>
        // The library asks synchronously; this process does nothing else, and for half a second at most.
        completion =>
            AskNamesAsync(completion.ParseResult, call, parameters, names)
                .GetAwaiter()
                .GetResult()
                .Select(static name => new CompletionItem(name))
                .ToArray();

    private async Task<IEnumerable<string>> AskNamesAsync<TParams, TResult>(
        ParseResult parse,
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Func<TResult, IEnumerable<string>> names
    )
    {
        using var limit = new CancellationTokenSource(s_patience, context.Time);
        try
        {
            await using var client = await ConnectAsync(parse, limit.Token).ConfigureAwait(false);
            return names(await client.CallAsync(call, parameters, limit.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or ControlException or OperationCanceledException)
        {
            return [];
        }
    }

    protected bool IsJson(ParseResult parse) => parse.GetValue(context.Common.Json);

    protected Task<ControlClient> ConnectAsync(ParseResult parse, CancellationToken ct) =>
        context.ConnectAsync(parse.GetValue(context.Common.Socket), ct);

    /// <summary>Makes one call and prints its result: as it came with <c>--json</c>, else with <paramref name="show"/>.</summary>
    /// <param name="code">The exit code, where it is not always 0.</param>
    protected int Ask<TParams, TResult>(
        ParseResult parse,
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Action<TResult> show,
        Func<TResult, int>? code = null
    )
    {
        using var client = context.Connect(parse.GetValue(context.Common.Socket));
        return Print(parse, client.CallRaw(call, parameters), call, show, code);
    }

    protected int Print<TParams, TResult>(
        ParseResult parse,
        JsonElement raw,
        ControlCall<TParams, TResult> call,
        Action<TResult> show,
        Func<TResult, int>? code = null
    )
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

        if (IsJson(parse))
        {
            context.Out.WriteLine(raw.GetRawText());
        }
        else
        {
            show(result);
        }

        return code?.Invoke(result) ?? ExitCode.Ok;
    }

    /// <summary>Prints a result that was made here and not by the gateway.</summary>
    protected int Print<TResult>(
        ParseResult parse,
        TResult result,
        JsonTypeInfo<TResult> type,
        Action<TResult> show,
        Func<TResult, int>? code = null
    )
    {
        if (IsJson(parse))
        {
            context.Out.WriteLine(JsonSerializer.Serialize(result, type));
        }
        else
        {
            show(result);
        }

        return code?.Invoke(result) ?? ExitCode.Ok;
    }

    protected static IOException NotUnderstood(string call, JsonException e) =>
        new(
            $"the gateway's answer to {call} is not understood{(e.Path is { Length: > 1 } path ? $" (at {path})" : "")}; is it of another version than this command?",
            e
        );

    private T Add<T>(T option, string description)
        where T : Option
    {
        option.Description = description;
        Options.Add(option);
        return option;
    }

    private static string First(string names) => names.Split(' ')[0];

    private static string[] Others(string names) => names.Split(' ')[1..];
}
