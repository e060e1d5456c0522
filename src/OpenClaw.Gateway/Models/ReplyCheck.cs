using OpenClaw.Models.Clients;
using OpenClaw.Models.ToolCalls;

namespace OpenClaw.Models;

/// <summary>Makes the arguments of a reply's calls fit their schemas, or says what is wrong with the reply.</summary>
internal static class ReplyCheck
{
    /// <param name="broken">It shows a call that cannot be read.</param>
    public static (ModelReply Reply, Complaint? Complaint) Of(ModelReply reply, bool broken, IReadOnlyList<ToolSpec> tools)
    {
        if (broken)
        {
            return (
                reply,
                Complaint.InWords(
                    "a tool call that is not valid JSON",
                    reply.Text,
                    "Your tool call could not be read: it is not valid JSON. Write it again."
                )
            );
        }

        if (reply.Calls.IsEmpty)
        {
            return string.IsNullOrWhiteSpace(reply.Text)
                ? (reply, Complaint.InWords("an empty reply", "", "Your reply was empty. Answer in words, or call a tool."))
                : (reply, null);
        }
        return OfCalls(reply, tools);
    }

    private static (ModelReply Reply, Complaint? Complaint) OfCalls(ModelReply reply, IReadOnlyList<ToolSpec> tools)
    {
        var offered = new OfferedTools(tools);
        var checkedCalls = new List<ToolCall>();
        var wrong = new Dictionary<string, string>();
        foreach (var said in reply.Calls)
        {
            var call = said with { Name = offered.Resolve(said.Name) ?? said.Name };
            if (tools.FirstOrDefault(t => t.Name == call.Name) is not { } tool)
            {
                wrong[call.Id] =
                    $"there is no tool \"{call.Name}\""
                    + (tools.Count == 0 ? "; answer in words" : $"; the tools are {string.Join(", ", tools.Select(t => t.Name))}");
                continue;
            }

            var arguments = ToolSchema.Check(tool.Schema, call.Arguments);
            if (arguments.Complaint is { } complaint)
            {
                wrong[call.Id] = $"{call.Name}: {complaint}";
                continue;
            }

            checkedCalls.Add(call with { Arguments = arguments.Arguments! });
        }

        return wrong.Count == 0 ? (reply with { Calls = [.. checkedCalls] }, null) : (reply, Complaint.AboutCalls(reply, wrong));
    }
}
