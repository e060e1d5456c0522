using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.OpenAi;

/// <summary>
/// Joins the pieces in which a streamed tool call arrives: name and id first, the arguments a few characters at a time. Servers disagree
/// about ids and indexes, so neither decides: a new call begins only at a new name, or where complete arguments are followed by more.
/// </summary>
internal sealed class CallFragments
{
    private readonly List<Slot> _slots = [];

    public void Add(JsonElement fragment)
    {
        if (fragment.Child("function") is { } function)
        {
            Add(fragment.Int("index"), fragment.String("id"), function, fragment.Child("extra_content"));
        }
    }

    /// <summary>The form before tool calls: one <c>function_call</c>, without id or index.</summary>
    public void AddFunctionCall(JsonElement function) => Add(null, null, function, null);

    public IEnumerable<FunctionCallContent> Calls() =>
        _slots.Select(s =>
            CallContent.From(new ToolCall(s.Id ?? "", s.Name, s.Arguments.Length == 0 ? "{}" : s.Arguments.ToString()) { Extra = s.Extra })
        );

    private void Add(int? index, string? id, JsonElement function, JsonElement? extra)
    {
        id = id is { Length: > 0 } ? id : null;
        var name = function.String("name") ?? "";
        var slot = Find(index, id);
        if (slot is null || (name.Length > 0 && BeginsAnother(slot, name, id)))
        {
            slot = Open(index, name);
        }
        if (slot.Name.Length == 0)
        {
            slot.Name = name;
        }
        slot.Id ??= id;
        slot.Extra ??= extra is { } given ? Json.Text(given) : null;

        // Text by the book; some servers give the object itself.
        var arguments = function.Child("arguments") is { } whole ? Json.Text(whole) : function.String("arguments");
        foreach (var c in arguments ?? "")
        {
            slot = Append(slot, c, index);
        }
    }

    private static bool BeginsAnother(Slot slot, string name, string? id)
    {
        if (slot.Name.Length == 0)
        {
            return false;
        }
        if (slot.Name != name)
        {
            return true;
        }
        var sameId = id is null || slot.Id is null || slot.Id == id;
        // Some servers repeat the name with every piece. `{}` is what some send before the real arguments.
        return slot.Length switch
        {
            0 => !sameId,
            _ when slot.IsEmptyObject => !sameId,
            _ => slot.IsComplete,
        };
    }

    private Slot Append(Slot slot, char c, int? index)
    {
        if (slot.IsComplete)
        {
            if (char.IsWhiteSpace(c))
            {
                return slot;
            }
            if (slot.IsEmptyObject)
            {
                slot.Clear();
            }
            else
            {
                slot = Open(index, slot.Name);
            }
        }

        slot.Append(c);
        return slot;
    }

    private Slot? Find(int? index, string? id) =>
        index is not null ? _slots.FindLast(s => s.Index == index) : _slots.FindLast(s => id is null || s.Id is null || s.Id == id);

    private Slot Open(int? index, string name)
    {
        var slot = new Slot { Index = index, Name = name };
        _slots.Add(slot);
        return slot;
    }

    /// <summary>One call as far as it has come. Follows the brackets of its arguments, so that their end is known without reading them
    /// again.</summary>
    private sealed class Slot
    {
        private int _depth;
        private bool _quoted,
            _escaped;

        public int? Index { get; init; }

        public string? Id { get; set; }

        public string Name { get; set; } = "";

        public string? Extra { get; set; }

        public StringBuilder Arguments { get; } = new();

        public int Length => Arguments.Length;

        /// <summary>The object that the arguments are has been closed. What is no object is never complete.</summary>
        public bool IsComplete { get; private set; }

        public bool IsEmptyObject =>
            IsComplete && Length < 16 && string.Concat(Arguments.ToString().Where(static c => !char.IsWhiteSpace(c))) == "{}";

        public void Clear()
        {
            Arguments.Clear();
            (_depth, _quoted, _escaped, IsComplete) = (0, false, false, false);
        }

        public void Append(char c)
        {
            Arguments.Append(c);
            if (_escaped)
            {
                _escaped = false;
            }
            else if (_quoted)
            {
                (_escaped, _quoted) = (c == '\\', c != '"');
            }
            else if (c == '"')
            {
                _quoted = true;
            }
            else if (c is '{' or '[')
            {
                _depth++;
            }
            else if (c is '}' or ']' && --_depth == 0)
            {
                IsComplete = true;
            }
        }
    }
}
