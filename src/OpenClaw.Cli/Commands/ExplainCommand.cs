namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw explain</c>: what the gate would say of a call, and why. Runs nothing.</summary>
internal sealed class ExplainCommand : CommandBase
{
    public ExplainCommand(CommandContext context)
        : base(
            context,
            "explain",
            "Say what the gate would decide of a call, by which rule at which line. Nothing runs.",
            "openclaw explain \"git status && rm -rf x\"",
            "openclaw explain --session telegram:123 --tool write --arguments '{\"path\":\"notes.txt\",\"content\":\"hi\"}'"
        )
    {
        var session = SessionOption();
        var tool = Value<string?>("--tool", "NAME", "Another tool than exec");
        var arguments = Value<string?>("--arguments", "JSON", "Its arguments, a JSON object");
        var command = Word<string[]>("COMMAND", "A shell line, as the model would give it to exec", arity: ArgumentArity.ZeroOrMore);
        SetAction(parse =>
        {
            var line = string.Join(' ', parse.GetValue(command) ?? []);
            var name = parse.GetValue(tool);
            if (line.Length == 0 == name is null)
            {
                Context.Error.WriteLine("openclaw: give a shell line, or --tool with --arguments");
                return ExitCode.Usage;
            }

            if (!TryParse(parse.GetValue(arguments), out var json, out var complaint))
            {
                Context.Error.WriteLine(Escaping.Line($"openclaw: --arguments is not a JSON object: {complaint}"));
                return ExitCode.Usage;
            }

            var parameters = new ExplainParams(parse.GetValue(session), name, json, line.Length == 0 ? null : line);
            return Ask(parse, ExplainApi.Explain, parameters, Show);
        });
    }

    private static bool TryParse(string? text, out JsonElement? json, out string complaint)
    {
        (json, complaint) = (null, "");
        if (text is null)
        {
            return true;
        }
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
            complaint =
                $"it is {json.Value.ValueKind switch { JsonValueKind.Array => "a list", JsonValueKind.String => "a string", _ => json.Value.GetRawText() }}";
            return json.Value.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException e)
        {
            complaint = e.Message;
            return false;
        }
    }

    private void Show(ExplainResult result)
    {
        Context.Out.WriteLine(
            Escaping.Line(
                $"{result.Action}, by {result.Rule ?? "the default"} {result.Span}{(result.Reason is { Length: > 0 } reason ? $": {reason}" : "")}"
            )
        );
        foreach (var effect in result.Effects)
        {
            Context.Out.WriteLine($"  {Escaping.Strict(effect)}");
            foreach (var step in result.Trace.Where(step => step.Effect == effect))
            {
                Context.Out.WriteLine(
                    Escaping.Line($"    {(step.Matched ? '+' : '-')} {step.Action} {step.Rule} {step.Span} {step.Note}".TrimEnd())
                );
            }
        }
    }
}
