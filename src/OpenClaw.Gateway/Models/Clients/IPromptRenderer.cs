using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Clients;

/// <summary>A client that can be given the beginning of a conversation as bytes (<see cref="AskOptions.Before"/>).</summary>
internal interface IPromptRenderer
{
    /// <summary>Messages as elements of the request's JSON array, without its brackets. What stands around them changes nothing of it.</summary>
    byte[] Render(IReadOnlyList<ChatMessage> messages);
}
