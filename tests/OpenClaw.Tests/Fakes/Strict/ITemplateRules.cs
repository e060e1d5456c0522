using System.Text.Json.Nodes;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>What one family's API demands of a request, and what it hangs on its own calls and wants back.</summary>
internal interface ITemplateRules
{
    /// <summary>What its users write as <c>model</c>.</summary>
    string Model { get; }

    /// <summary>The words of the 400 for the first rule that the request breaks; null when it keeps them all.</summary>
    string? Violation(JsonNode request);

    /// <summary>A call as the family's server gives it, number by number.</summary>
    GivenCall Call(int number);
}

/// <summary>What goes with a call: its id, the thoughts before it, and JSON of the server's own.</summary>
internal sealed record GivenCall(string Id, string? Reasoning = null, string? ExtraContent = null);
