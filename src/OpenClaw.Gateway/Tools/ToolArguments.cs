namespace OpenClaw.Tools;

/// <summary>
/// Reads the arguments of a call and keeps the first complaint, written so that a model can mend it. Small models send numbers and flags as
/// text; what can mean one thing only is taken, the rest is complained about.
/// </summary>
internal sealed class ToolArguments
{
    private readonly JsonElement _arguments;

    /// <param name="arguments">What the model sent.</param>
    /// <param name="known">All names the tool knows: another one is an error, for an argument that is silently dropped does something else
    /// than was meant.</param>
    public ToolArguments(JsonElement arguments, params ReadOnlySpan<string> known)
    {
        _arguments = arguments;
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            Complaint = $"arguments must be an object with {string.Join(", ", known!)}";
            return;
        }

        try
        {
            foreach (var argument in arguments.EnumerateObject())
            {
                if (!known.Contains(argument.Name))
                {
                    Complaint ??= $"there is no argument '{argument.Name}'; there are {string.Join(", ", known!)}";
                }
                else if (argument.Value.ValueKind == JsonValueKind.String)
                {
                    _ = argument.Value.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: JSON can write it, and no text can hold it. Read as none, so that nothing of it is used.
            Complaint = "an argument holds half a character (a lone \\uD800 to \\uDFFF)";
            _arguments = default;
        }
    }

    public string? Complaint { get; private set; }

    public string Text(string name)
    {
        if (OptionalText(name) is { } text)
        {
            return text;
        }
        Complaint ??= $"the argument '{name}' is missing";
        return "";
    }

    public string Choice(string name, params ReadOnlySpan<string> choices)
    {
        var text = Text(name);
        if (!choices.Contains(text))
        {
            Complaint ??= $"there is no {name} '{text}'; there are {string.Join(", ", choices!)}";
        }
        return text;
    }

    public string? OptionalText(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return value.GetRawText();
        }

        Complaint ??= $"the argument '{name}' must be text";
        return null;
    }

    public long? Number(string name, long min, long max)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (text.Length == 0)
        {
            return null;
        }
        // 10.0 is what some models write for 10.
        if (
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.Truncate(number) == number
            && number >= min
            && number <= max
        )
        {
            return (long)number;
        }
        Complaint ??= $"the argument '{name}' must be a whole number from {min} to {max}";
        return null;
    }

    public bool Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return false;
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String when bool.TryParse(value.GetString(), out var flag):
                return flag;
        }

        Complaint ??= $"the argument '{name}' must be true or false";
        return false;
    }

    private JsonElement? Find(string name) =>
        _arguments.ValueKind == JsonValueKind.Object
        && _arguments.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
