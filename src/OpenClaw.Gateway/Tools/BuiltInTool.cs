using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools;

/// <summary>A tool of the program's own: its arguments are read by name in both of its steps, and what is wrong with them is said in one
/// place.</summary>
internal abstract class BuiltInTool : Tool
{
    private readonly string[] _known;

    /// <param name="schema">Its properties are all the arguments there are.</param>
    protected BuiltInTool(string name, string description, string schema)
    {
        (Name, Description, Schema) = (name, description, schema);
        using var parsed = JsonDocument.Parse(schema);
        _known = [.. parsed.RootElement.GetProperty("properties").EnumerateObject().Select(static property => property.Name)];
    }

    public sealed override string Name { get; }

    public sealed override string Description { get; }

    public sealed override string Schema { get; }

    /// <summary>The first step looks at files, so it is not for the loop.</summary>
    protected virtual bool BindsFiles => false;

    public sealed override async ValueTask<ToolIntent> IntendAsync(JsonElement arguments, ToolScope scope, CancellationToken ct)
    {
        var given = new ToolArguments(arguments, _known);
        if (given.Complaint is { } unknown)
        {
            return new ToolIntent.Refused(unknown);
        }
        var intent = BindsFiles ? await Task.Run(() => Bind(given, scope, ct), ct) : Bind(given, scope, ct);
        // An argument that could not be read comes before whatever is said of the others.
        return given.Complaint is { } wrong ? new ToolIntent.Refused(wrong) : intent;
    }

    public sealed override async Task<ToolResult> RunAsync(GrantedCall call, ToolScope scope, CancellationToken ct)
    {
        using var canonical = JsonDocument.Parse(call.Context.Arguments);
        return await RunAsync(new ToolArguments(canonical.RootElement, _known), call, scope, ct);
    }

    /// <summary>Binds the arguments and finds effects; see <see cref="Tool.IntendAsync"/>.</summary>
    protected abstract ToolIntent Bind(ToolArguments given, ToolScope scope, CancellationToken ct);

    /// <param name="given">The canonical arguments of the granted call.</param>
    protected abstract Task<ToolResult> RunAsync(ToolArguments given, GrantedCall call, ToolScope scope, CancellationToken ct);

    protected static ToolIntent Refused(string complaint) => new ToolIntent.Refused(complaint);

    /// <summary>A call that rests on no file.</summary>
    protected static ToolIntent Ready(
        EquatableArray<Effect> effects,
        string display,
        params ReadOnlySpan<(string Name, object? Value)> arguments
    ) => new ToolIntent.Ready(CanonicalJson.Of(arguments), effects, CallBinding.Empty, display);
}
