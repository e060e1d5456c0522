namespace OpenClaw.Cli.Tui;

/// <summary>The keys that answer a call that waits. A question is answered only when it was shown whole, and for a moment: a key pressed as
/// it appears was meant for something else.</summary>
internal sealed class QuestionKeys(ChatModel model, ChatView view, TimeProvider time, Action<ApprovalInfo, bool> decide)
{
    /// <summary>A key pressed so soon after a question appeared was pressed before it was read.</summary>
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(1);

    private string? _asked;
    private long _askedAt;

    /// <summary>Called after painting: from now on the question has been seen.</summary>
    public void Notice()
    {
        var first = model.Pending.Count > 0 ? NameOf(model.Pending[0]) : null;
        if (first == _asked)
        {
            return;
        }
        (_asked, _askedAt) = (first, time.GetTimestamp());
        // What was chosen was chosen for the question before.
        view.Unfocus();
    }

    /// <summary>A question that was answered elsewhere must not stay on the screen as if it were open.</summary>
    public void CloseAnswered()
    {
        if (view.Viewed is { } viewed && model.Pending.All(a => NameOf(a) != NameOf(viewed)))
        {
            view.View(null);
        }
    }

    /// <summary>A key while a question fills the screen.</summary>
    public void PressedInView(Key key)
    {
        var approval = view.Viewed!;
        switch (key)
        {
            case { Kind: KeyKind.PageDown or KeyKind.Down } or { Kind: KeyKind.Text, Text: " " }:
                view.ScrollViewed(key.Kind == KeyKind.Down ? 1 : Math.Max(1, view.ViewedRoom - 1));
                break;
            case { Kind: KeyKind.PageUp or KeyKind.Up }:
                view.ScrollViewed(key.Kind == KeyKind.Up ? -1 : -Math.Max(1, view.ViewedRoom - 1));
                break;
            case { Kind: KeyKind.Control, Text: "y" } when view.ViewedWhole:
                Decide(approval, approve: true);
                view.View(null);
                break;
            case { Kind: KeyKind.Control, Text: "n" }:
                Decide(approval, approve: false);
                view.View(null);
                break;
            case { Kind: KeyKind.Escape or KeyKind.Enter }
            or { Kind: KeyKind.Text, Text: "q" }
            or { Kind: KeyKind.Control, Text: "c" or "o" }:
                view.View(null);
                break;
        }
    }

    /// <summary>
    /// A key while a question stands below the conversation. Keys that are for the question and not for the line one types are no letters,
    /// so no sentence decides by its beginning. True when the key was taken.
    /// </summary>
    public bool Pressed(Key key)
    {
        if (model.Pending.Count == 0)
        {
            return false;
        }
        switch (key)
        {
            case { Kind: KeyKind.Control, Text: "o" }:
                view.View(model.Pending[0]);
                return true;
            case { Kind: KeyKind.Control, Text: "y" }
            or { Kind: KeyKind.Enter } when key.Kind == KeyKind.Control || view.Focus == QuestionFocus.Approve:
                Answer(approve: true);
                return true;
            case { Kind: KeyKind.Control, Text: "n" }
            or { Kind: KeyKind.Enter } when key.Kind == KeyKind.Control || view.Focus == QuestionFocus.Deny:
                Answer(approve: false);
                return true;
            case { Kind: KeyKind.Tab } when !view.PanelIsWhole:
                view.Unfocus();
                view.Hint = "Ctrl-O shows it whole, Ctrl-N denies it";
                return true;
            case { Kind: KeyKind.Tab }:
                view.FocusNext();
                return true;
            case { Kind: KeyKind.Escape } when view.Focus != QuestionFocus.None:
                view.Unfocus();
                return true;
            default:
                // Whoever types goes back to the line he types.
                view.Unfocus();
                return false;
        }
    }

    /// <summary>Another call under the same id is another question.</summary>
    private static string NameOf(ApprovalInfo approval) => $"{approval.Id} {approval.Fingerprint}";

    private void Answer(bool approve)
    {
        var approval = model.Pending[0];
        if (NameOf(approval) != _asked || time.GetElapsedTime(_askedAt) < s_guard)
        {
            view.Hint = "this question has only just come: read it, then press again";
        }
        else if (approve && !view.PanelIsWhole)
        {
            view.Hint = "Ctrl-O shows it whole; then it can be approved";
        }
        else
        {
            Decide(approval, approve);
        }
    }

    private void Decide(ApprovalInfo approval, bool approve)
    {
        view.Unfocus();
        decide(approval, approve);
    }
}
