using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;

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
