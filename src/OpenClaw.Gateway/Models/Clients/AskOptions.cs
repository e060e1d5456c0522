using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;

namespace OpenClaw.Models.Clients;

/// <summary>What the chain tells a provider besides the messages.</summary>
internal sealed class AskOptions : ChatOptions
{
    /// <summary>How long opening the connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>False once the server has refused the option: the request then does not mention thinking at all.</summary>
    public bool MentionThink { get; init; } = true;

    /// <summary>Takes the answer for one to the whole prompt, whatever the count of tokens looks like: the transcript was shortened on such
    /// a suspicion before.</summary>
    public bool BelievesCount { get; init; }

    /// <summary>What is said between the system prompt, which is the first of the messages, and the others; null for nothing. Only an
    /// <see cref="IPromptRenderer"/> is given any.</summary>
    public SentBefore? Before { get; init; }

    /// <summary>Told once, when the answer has ended or broken off, what it has used.</summary>
    public Action<ModelTokens>? Spend { get; init; }

    /// <summary>Names of <see cref="RequestOptions"/> that the server has refused: the request goes without them.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>();
}

/// <summary>A tool as the providers see it: it is told of, and never invoked through this seam.</summary>
internal sealed class DeclaredTool(ToolSpec spec) : AIFunctionDeclaration
{
    private readonly Lazy<System.Text.Json.JsonElement> _schema = new(() => Json.Parse(spec.Schema));

    public ToolSpec Spec => spec;

    public override string Name => spec.Name;

    public override string Description => spec.Description;

    public override System.Text.Json.JsonElement JsonSchema => _schema.Value;
}
