namespace OpenClaw.Cli.Commands.Common;

/// <summary>A request for approval as people read it: whole, with nothing in it that could hide or reorder what is approved.</summary>
internal static class ApprovalText
{
    public static void Write(TextWriter output, ApprovalInfo approval, DateTimeOffset now)
    {
        output.WriteLine(Head(approval, now));
        foreach (var line in Escaping.Strict(approval.Display).Split('\n'))
        {
            output.WriteLine($"    {line}");
        }

        if (approval is { State: ApprovalStates.Pending, Fingerprint: { } fingerprint })
        {
            output.WriteLine($"  shown as {Escaping.Line(fingerprint)}");
        }

        if (approval.Rule is not null || approval.Span is not null)
        {
            output.WriteLine($"  asked by {Escaping.Line(approval.Rule ?? "a rule")} {Escaping.Line(approval.Span ?? "")}".TrimEnd());
        }

        if (approval.Reason is { Length: > 0 } reason)
        {
            output.WriteLine($"  because {Escaping.Line(reason)}");
        }

        if (approval.Note is { Length: > 0 } note)
        {
            output.WriteLine($"  {(approval.State == ApprovalStates.Pending ? "asked again" : "note")}: {Escaping.Line(note)}");
        }
    }

    /// <summary>What a turn asks, and how it is answered.</summary>
    /// <param name="more">What else the person may do.</param>
    public static void WriteAsked(TextWriter output, ApprovalInfo approval, DateTimeOffset now, string more = "")
    {
        output.WriteLine("It waits for an approval:");
        Write(output, approval, now);
        output.WriteLine($"openclaw approve {approval.Id}   or   openclaw deny {approval.Id}{more}");
    }

    /// <summary>What became of it.</summary>
    public static void WriteDecided(TextWriter output, string decision, ApprovalInfo approval) =>
        output.WriteLine($"{decision} {Escaping.Line(approval.Id)}: {Escaping.Line(approval.Tool)} {Escaping.Strict(approval.Display)}");

    public static string Head(ApprovalInfo approval, DateTimeOffset now)
    {
        var head = $"{Escaping.Line(approval.Id)}  {Escaping.Line(approval.Tool)}";
        head += approval.Session is { } session ? $"  in {Escaping.Line(session)}" : "";
        head += approval.Sender is { } sender ? $"  for {Escaping.Line(sender)}" : "";
        return head
            + approval.State switch
            {
                ApprovalStates.Pending => approval.ExpiresAt is { } until ? $"  expires {Ages.In(until, now)}" : "",
                var state =>
                    $"  {state}{(approval.DecidedBy is { } by ? $" by {Escaping.Line(by)}" : "")}{(approval.DecidedAt is { } at ? $" {Ages.Ago(at, now)}" : "")}",
            };
    }
}
