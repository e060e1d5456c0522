using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.ToolCalls;

namespace OpenClaw.Models;

/// <summary>A conversation's messages as one model's server takes them: without what it refuses, in roles that its template allows, with the
/// ids that it gave. An exchange that is done comes out the same alone and with others around it.</summary>
internal static class SentMessages
{
    public static IReadOnlyList<ChatMessage> For(LiveModel model, IReadOnlyList<ChatMessage> messages, IReadOnlyList<ToolSpec> tools)
    {
        if (!model.TakesImages)
        {
            messages = [.. messages.Select(WithoutImages)];
        }

        if (!model.TakesTools)
        {
            messages = TextTools.Rewrite(messages, tools);
        }

        // A script has no template, and the tests that are written with it look at what was said as it was said.
        return model.Config.Provider == ModelProvider.Scripted ? messages : SentBack.To(model.Config, LegalRoles.Of(messages));
    }

    private static ChatMessage WithoutImages(ChatMessage message) =>
        message.Contents.Any(c => c is DataContent or UriContent)
            ? new ChatMessage(
                message.Role,
                [
                    .. message.Contents.Select(c =>
                        c is DataContent or UriContent ? new TextContent("[an image was here, which you cannot see]") : c
                    ),
                ]
            )
            : message;
}
