using OpenClaw.Control.Protocol;
using OpenClaw.Text;

namespace OpenClaw.Commands.Tui;

/// <summary>Lays a <see cref="ChatModel"/> and an editor out on a screen of a given size. Remembers only how far back one has scrolled.</summary>
internal sealed class ChatView(ChatModel model, LineEditor editor)
{
    private int _lastTotal;
    private int _lastWidth;

    /// <summary>Rows between the end of the conversation and the bottom of what is shown; 0 follows what comes.</summary>
    public int Back { get; private set; }

    /// <summary>Shown is the oldest row that is loaded.</summary>
    public bool AtTop { get; private set; }

    /// <summary>What the status row says about the connection.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Something for the person who just pressed a key; gone with the next one.</summary>
    public string Hint { get; set; } = "";

    /// <summary>The approval that fills the screen, and how far its text is scrolled.</summary>
    public ApprovalInfo? Viewed { get; private set; }

    public int ViewedFrom { get; private set; }

    /// <summary>The last row of the viewed approval has been on the screen: it was shown whole.</summary>
    public bool ViewedWhole { get; private set; }

    /// <summary>The first pending approval is shown whole below the conversation, so it may be answered there.</summary>
    public bool PanelIsWhole { get; private set; }

    /// <summary>Which answer to the question Enter would give.</summary>
    public QuestionFocus Focus { get; private set; }

    public void FocusNext() => Focus = Focus switch { QuestionFocus.None => QuestionFocus.Approve, QuestionFocus.Approve => QuestionFocus.Deny, _ => QuestionFocus.None };

    public void Unfocus() => Focus = QuestionFocus.None;

    public void Scroll(int rows) => Back = Math.Max(0, Back + rows);

    public void View(ApprovalInfo? approval) => (Viewed, ViewedFrom, ViewedWhole) = (approval, 0, false);

    public void ScrollViewed(int rows) => ViewedFrom = Math.Max(0, ViewedFrom + rows);

    public Frame Lay(int width, int height)
    {
        width = Math.Max(8, width);
        height = Math.Max(4, height);
        return Viewed is { } viewed ? LayViewed(viewed, width, height) : LayChat(width, height);
    }

    private Frame LayChat(int width, int height)
    {
        var input = EditorLayout.Of(editor.Text, editor.Cursor, width - 2);
        var inputHeight = Math.Clamp(input.Rows.Count, 1, Math.Max(1, height / 3));
        var firstInput = Math.Clamp(input.CursorRow - inputHeight + 1, 0, Math.Max(0, input.Rows.Count - inputHeight));
        var panel = LayPanel(width, Math.Min(height * 2 / 3, height - inputHeight - 3));
        var room = height - inputHeight - 1 - panel.Count;

        var rows = new List<StyledRow>(height);
        rows.AddRange(LayConversation(width, room));
        rows.AddRange(panel);
        rows.Add(LayStatus(width));
        for (var i = 0; i < inputHeight; i++)
        {
            rows.Add(new StyledRow((firstInput + i == 0 ? "> " : "  ") + Escaping.Line(input.Rows[firstInput + i]), RowStyle.Plain));
        }

        return new Frame(rows, height - inputHeight + input.CursorRow - firstInput, 2 + input.CursorColumn);
    }

    private List<StyledRow> LayConversation(int width, int room)
    {
        var all = new List<StyledRow>();
        foreach (var block in model.Blocks)
        {
            all.AddRange(block.Rows(width));
        }

        // Somebody who reads further up keeps what he reads, whatever comes below.
        if (Back > 0 && width == _lastWidth)
        {
            Back += Math.Max(0, all.Count - _lastTotal);
        }

        (_lastTotal, _lastWidth) = (all.Count, width);
        Back = Math.Clamp(Back, 0, Math.Max(0, all.Count - room));
        var end = all.Count - Back;
        var start = Math.Max(0, end - room);
        AtTop = start == 0;
        var rows = all.GetRange(start, end - start);
        // The conversation grows from the bottom, next to where one types.
        rows.InsertRange(0, Enumerable.Repeat(new StyledRow("", RowStyle.Plain), room - rows.Count));
        return rows;
    }

    /// <summary>An older page was put before the rest: what is on the screen should stay there.</summary>
    public void EarlierLoaded() => _lastTotal = model.Blocks.Sum(block => _lastWidth > 0 ? block.Rows(_lastWidth).Count : 0);

    private List<StyledRow> LayPanel(int width, int most)
    {
        PanelIsWhole = false;
        if (model.Pending.Count == 0 || most < 2)
        {
            return [];
        }

        var approval = model.Pending[0];
        var call = CallRows(approval, width);
        var also = model.Pending.Count > 1 ? $" (and {model.Pending.Count - 1} more)" : "";
        var rows = new List<StyledRow> { Row($"{Escaping.Line(approval.Id)} asks to run {Escaping.Line(approval.Tool)}{also}", width, RowStyle.Asking) };
        PanelIsWhole = call.Count + 2 <= most;
        if (PanelIsWhole)
        {
            rows.AddRange(call);
            rows.Add(Row(Answers("Ctrl-O view"), width, RowStyle.Asking));
        }
        else
        {
            rows.AddRange(call.Take(most - 2));
            rows.Add(Row("it does not fit here: Ctrl-O view it whole   Ctrl-N deny", width, RowStyle.Asking));
        }

        return rows;
    }

    private string Answers(string more) => Focus switch
    {
        QuestionFocus.Approve => $"Enter: [approve]  deny   Tab next   {more}",
        QuestionFocus.Deny => $"Enter: approve  [deny]   Tab next   {more}",
        _ => $"Ctrl-Y approve   Ctrl-N deny   {more}   Tab chooses",
    };

    private Frame LayViewed(ApprovalInfo approval, int width, int height)
    {
        var all = new List<StyledRow>();
        foreach (var line in new[]
                 {
                     $"approval {approval.Id}, tool {approval.Tool}, session {approval.Session}, for {approval.Sender}",
                     $"asked by {approval.Rule} {approval.Span}{(approval.Reason is null ? "" : $", because {approval.Reason}")}",
                     "",
                 })
        {
            all.AddRange(Wrapping.Wrap(Escaping.Line(line), width).Select(static row => new StyledRow(row, RowStyle.Dim)));
        }

        all.AddRange(CallRows(approval, width));
        if (approval.Arguments is { } arguments)
        {
            all.Add(new StyledRow("", RowStyle.Plain));
            all.AddRange(Wrapping.Wrap(Escaping.Strict(arguments.GetRawText()), width).Select(static row => new StyledRow(row, RowStyle.Dim)));
        }

        var room = height - 1;
        ViewedFrom = Math.Clamp(ViewedFrom, 0, Math.Max(0, all.Count - room));
        var rows = all.Skip(ViewedFrom).Take(room).ToList();
        ViewedWhole |= ViewedFrom + room >= all.Count;
        rows.AddRange(Enumerable.Repeat(new StyledRow("", RowStyle.Plain), room - rows.Count));
        rows.Add(Row(ViewedWhole ? "Ctrl-Y approve   Ctrl-N deny   Escape back" : "PgDn more   Ctrl-N deny   Escape back", width, RowStyle.Status));
        return new Frame(rows, height - 1, 0);
    }

    // Broken at the edge and not between words: a break between words swallows a blank, and here every letter counts.
    private static List<StyledRow> CallRows(ApprovalInfo approval, int width) =>
        [.. EditorLayout.Of(Escaping.Strict(approval.Display).Replace("\t", "\\t"), -1, width - 2).Rows.Select(static line => new StyledRow("  " + line, RowStyle.Plain))];

    private StyledRow LayStatus(int width)
    {
        string[] parts =
        [
            model.Session,
            Hint,
            Connection,
            model.Pending.Count > 0 ? "waits for an approval" : model.Waiting ? "waits for a model, Ctrl-C stops it" : model.Busy ? $"{model.Model ?? "model"} is at work, Ctrl-C stops it" : model.Model ?? "",
            Back > 0 ? $"{Back} rows back" : "",
        ];
        return Row(" " + Escaping.Line(string.Join(" | ", parts.Where(static p => p.Length > 0))), width, RowStyle.Status);
    }

    private static StyledRow Row(string text, int width, RowStyle style)
    {
        var clipped = Wrapping.Clip(text, width);
        return new StyledRow(clipped + new string(' ', Math.Max(0, width - TextWidth.Of(clipped))), style);
    }
}
