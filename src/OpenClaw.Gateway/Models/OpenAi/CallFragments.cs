using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OpenClaw.Models.OpenAi;

/// <summary>Joins the pieces in which a streamed tool call arrives: name and id first, the arguments a few characters at a time.</summary>
internal sealed class CallFragments
{
    private readonly List<Slot> _slots = [];

    public void Add(JsonElement fragment)
    {
        var id = fragment.String("id") is { Length: > 0 } given ? given : null;
        var slot = Find(fragment.Int("index"), id);
        slot.Id ??= id;
        if (fragment.Child("function") is not { } function)
        {
            return;
        }

        if (slot.Name.Length == 0)
        {
            slot.Name = function.String("name") ?? "";
        }

        // Text by the book; some servers give the object itself.
        slot.Arguments.Append(function.Child("arguments") is { } whole ? Json.Text(whole) : function.String("arguments"));
    }

    public IEnumerable<FunctionCallContent> Calls() =>
        _slots.Select(s => CallContent.From(new ToolCall(s.Id ?? "", s.Name, s.Arguments.Length == 0 ? "{}" : s.Arguments.ToString())));

    private Slot Find(int? index, string? id)
    {
        // Servers exist that give every call index 0, and ones that give none: a new id is a new call.
        var slot = _slots.FindLast(s => index is null ? id is null || s.Id == id : s.Index == index);
        if (slot is null || (id is not null && slot.Id is not null && slot.Id != id))
        {
            slot = new Slot { Index = index };
            _slots.Add(slot);
        }

        return slot;
    }

    private sealed class Slot
    {
        public int? Index { get; init; }

        public string? Id { get; set; }

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
