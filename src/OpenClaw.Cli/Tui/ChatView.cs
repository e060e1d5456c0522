namespace OpenClaw.Cli.Tui;

/// <summary>Lays a <see cref="ChatModel"/> and an editor out on a screen of a given size. Remembers only how far back one has
/// scrolled.</summary>
internal sealed class ChatView(ChatModel model, LineEditor editor)
{
    /// <summary>What needs more rows for its keys than these is a line that says where to look.</summary>
    private const int MostKeyRows = 2;

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

    /// <summary>Rows of the viewed approval that were on the screen at once. Scrolling goes less far, so that none is passed
    /// over.</summary>
    public int ViewedRoom { get; private set; } = 1;

    /// <summary>The last row of the viewed approval has been on the screen: it was shown whole.</summary>
    public bool ViewedWhole { get; private set; }

    /// <summary>The first pending approval is shown whole below the conversation, so it may be answered there.</summary>
    public bool PanelIsWhole { get; private set; }

    /// <summary>Which answer to the question Enter would give.</summary>
    public QuestionFocus Focus { get; private set; }

    public void FocusNext() =>
        Focus = Focus switch
        {
            QuestionFocus.None => QuestionFocus.Approve,
            QuestionFocus.Approve => QuestionFocus.Deny,
            _ => QuestionFocus.None,
        };

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
        var status = LayStatus(width, Math.Max(1, height / 4));
        var panel = LayPanel(width, Math.Max(1, Math.Min(height * 2 / 3, height - inputHeight - status.Count - 2)));
        var room = height - inputHeight - status.Count - panel.Count;

        var rows = new List<StyledRow>(height);
        rows.AddRange(LayConversation(width, room));
        rows.AddRange(panel);
        rows.AddRange(status);
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
        if (model.Pending.Count == 0)
        {
            return [];
        }

        var approval = model.Pending[0];
        List<StyledRow> call = [.. AgainRows(approval, width), .. CallRows(approval, width)];
        var (answers, elsewhere) = (Keys(Answers(), width), Keys(["it does not fit here:", "Ctrl-O view it whole", "Ctrl-N deny"], width));
        PanelIsWhole = answers.Count <= MostKeyRows && 1 + call.Count + answers.Count <= most;
        if (!PanelIsWhole && (elsewhere.Count > MostKeyRows || 2 + elsewhere.Count > most))
        {
            return [Row(Longest(width, "a question waits: Ctrl-O shows it", "Ctrl-O: a question", "Ctrl-O ?"), width, RowStyle.Asking)];
        }

        var also = model.Pending.Count > 1 ? $" (and {model.Pending.Count - 1} more)" : "";
        var rows = new List<StyledRow>
        {
            Row(
                $"{Escaping.Line(approval.Id)} {(approval.Note is null ? "asks" : "asks again")} to run {Escaping.Line(approval.Tool)}{also}",
                width,
                RowStyle.Asking
            ),
        };
        rows.AddRange(PanelIsWhole ? call : call.Take(most - 1 - elsewhere.Count));
        rows.AddRange((PanelIsWhole ? answers : elsewhere).Select(row => Row(row, width, RowStyle.Asking)));
        return rows;
    }

    private string[] Answers() =>
        Focus switch
        {
            QuestionFocus.Approve => ["Enter: [approve]  deny", "Tab next", "Ctrl-O view"],
            QuestionFocus.Deny => ["Enter: approve  [deny]", "Tab next", "Ctrl-O view"],
            _ => ["Ctrl-Y approve", "Ctrl-N deny", "Ctrl-O view", "Tab chooses"],
        };

    /// <summary>Keys side by side, and on a narrow screen below each other: none is left out.</summary>
    private static List<string> Keys(IReadOnlyList<string> keys, int width)
    {
        var rows = new List<string>();
        foreach (var key in keys)
        {
            if (rows.Count > 0 && rows[^1].Length + 3 + key.Length <= width)
            {
                rows[^1] += $"   {key}";
            }
            else
            {
                rows.Add(key);
            }
        }

        return rows.TrueForAll(row => row.Length <= width) ? rows : [.. rows.Select(row => Wrapping.Clip(row, width))];
    }

    private static string Longest(int width, params string[] forms) => Array.Find(forms, form => form.Length <= width) ?? forms[^1];

    private static IEnumerable<StyledRow> AgainRows(ApprovalInfo approval, int width) =>
        approval.Note is not { } note
            ? []
            : Wrapping.Wrap($"asked again: {Escaping.Line(note)}", width).Select(static row => new StyledRow(row, RowStyle.Dim));

    private Frame LayViewed(ApprovalInfo approval, int width, int height)
    {
        var all = new List<StyledRow>();
        foreach (
            var line in new[]
            {
                $"approval {approval.Id}, tool {approval.Tool}, session {approval.Session}, for {approval.Sender}",
                $"asked by {approval.Rule} {approval.Span}{(approval.Reason is null ? "" : $", because {approval.Reason}")}",
                "",
            }
        )
        {
            all.AddRange(Wrapping.Wrap(Escaping.Line(line), width).Select(static row => new StyledRow(row, RowStyle.Dim)));
        }

        all.AddRange(AgainRows(approval, width));
        all.AddRange(CallRows(approval, width));
        if (approval.Arguments is { } arguments)
        {
            all.Add(new StyledRow("", RowStyle.Plain));
            all.AddRange(
                Wrapping
                    .Wrap(TabStops.Expand(Escaping.Strict(arguments.GetRawText())), width)
                    .Select(static row => new StyledRow(row, RowStyle.Dim))
            );
        }

        // Whether it is whole changes the words at the bottom and not their number of rows: a row that is counted as shown must have been.
        string[] whole = ["Ctrl-Y approve", "Ctrl-N deny", "Escape back"],
            more = ["PgDn more", "Ctrl-N deny", "Escape back"];
        var bottom = Math.Min(height - 1, Math.Max(Keys(whole, width).Count, Keys(more, width).Count));
        var room = ViewedRoom = height - bottom;
        ViewedFrom = Math.Clamp(ViewedFrom, 0, Math.Max(0, all.Count - room));
        var rows = all.Skip(ViewedFrom).Take(room).ToList();
        ViewedWhole |= ViewedFrom + room >= all.Count;
        rows.AddRange(Enumerable.Repeat(new StyledRow("", RowStyle.Plain), room - rows.Count));
        var keys = Keys(ViewedWhole ? whole : more, width);
        rows.AddRange(Enumerable.Range(0, bottom).Select(i => Row(i < keys.Count ? keys[i] : "", width, RowStyle.Status)));
        return new Frame(rows, height - 1, 0);
    }

    // Broken at the edge and not between words: a break between words swallows a blank, and here every letter counts.
    private static List<StyledRow> CallRows(ApprovalInfo approval, int width) =>
        [
            .. EditorLayout
                .Of(Escaping.Strict(approval.Display).Replace("\t", "\\t"), -1, width - 2)
                .Rows.Select(static line => new StyledRow("  " + line, RowStyle.Plain)),
        ];

    /// <summary>One row. A hint that has no room beside the rest has the place alone, and <paramref name="most"/> rows.</summary>
    private List<StyledRow> LayStatus(int width, int most)
    {
        string[] parts =
        [
            model.Session,
            Hint,
            Connection,
            model.Waiting ? "waits for a model, Ctrl-C stops it"
            : model.IsAtWork ? $"{model.Model ?? "model"} is at work, Ctrl-C stops it"
            : model.Pending.Count > 0 ? "waits for an approval"
            : model.Model ?? "",
            Back > 0 ? $"{Back} rows back" : "",
        ];
        var line = " " + Escaping.Line(string.Join(" | ", parts.Where(static p => p.Length > 0)));
        if (Hint.Length == 0 || TextWidth.Of(line) <= width)
        {
            return [Row(line, width, RowStyle.Status)];
        }
        return [.. Wrapping.Wrap(Escaping.Line(Hint), width).Take(most).Select(row => Row(row, width, RowStyle.Status))];
    }

    private static StyledRow Row(string text, int width, RowStyle style)
    {
        var clipped = Wrapping.Clip(text, width);
        return new StyledRow(clipped + new string(' ', Math.Max(0, width - TextWidth.Of(clipped))), style);
    }
}
