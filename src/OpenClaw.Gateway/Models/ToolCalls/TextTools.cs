using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

/// <summary>Tools for a model whose server takes none: they are told of in the system prompt, and the transcript's calls and results become
/// words.</summary>
internal static class TextTools
{
    /// <summary>The same transcript in plain roles. Deterministic, so the prefix a server has cached stays the same from turn to
    /// turn.</summary>
    public static IReadOnlyList<ChatMessage> Rewrite(IReadOnlyList<ChatMessage> messages, IReadOnlyList<ToolSpec> tools)
    {
        var result = new List<ChatMessage>(messages.Count + 1);
        var names = new Dictionary<string, string>();
        var told = tools.Count == 0;
        foreach (var message in messages)
        {
            if (!told && message.Role == ChatRole.System)
            {
                told = true;
                result.Add(new ChatMessage(ChatRole.System, message.Text + "\n\n" + Describe(tools)));
            }
            else if (message.Contents.All(c => c is not (FunctionCallContent or FunctionResultContent)))
            {
                result.Add(message);
            }
            else
            {
                result.Add(InWords(message, names));
            }
        }

        if (!told)
        {
            result.Insert(0, new ChatMessage(ChatRole.System, Describe(tools)));
        }

        return result;
    }

    public static string Describe(IReadOnlyList<ToolSpec> tools)
    {
        var text = new StringBuilder(
            """
            You can use tools. To use one, answer with nothing but this, one block for each call:
            <tool_call>
            {"name": "TOOL", "arguments": {"ARGUMENT": "VALUE"}}
            </tool_call>
            Its result comes back in <tool_response>. Tools, with the JSON schema of their arguments:
            """
        );
        foreach (var tool in tools)
        {
            text.Append("\n- ").Append(tool.Name).Append(": ").Append(tool.Description).Append(' ').Append(tool.Schema);
        }

        return text.ToString();
    }

    private static ChatMessage InWords(ChatMessage message, Dictionary<string, string> names)
    {
        var contents = new List<AIContent>();
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case FunctionCallContent call:
                    names[call.CallId] = call.Name;
                    contents.Add(
                        new TextContent(
                            $"<tool_call>\n{{\"name\": \"{call.Name}\", \"arguments\": {CallContent.Arguments(call)}}}\n</tool_call>"
                        )
                    );
                    break;
                case FunctionResultContent result:
                    contents.Add(
                        new TextContent(
                            $"<tool_response name=\"{names.GetValueOrDefault(result.CallId, "tool")}\">\n{CallContent.ResultText(result)}\n</tool_response>"
                        )
                    );
                    break;
                default:
                    contents.Add(content);
                    break;
            }
        }

        // Servers without tools know no tool role either.
        return new ChatMessage(
            message.Role == ChatRole.Tool ? ChatRole.User : message.Role,
            [new TextContent(string.Join("\n", contents.OfType<TextContent>().Select(t => t.Text))), .. contents.OfType<DataContent>()]
        );
    }
}
