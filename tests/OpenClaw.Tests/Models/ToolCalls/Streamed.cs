using System.Text;
using Microsoft.Extensions.AI;
using OpenClaw.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

/// <summary>Sends a text through the shipped reader in pieces.</summary>
internal static class Streamed
{
    public static ToolSpec[] Tools { get; } =
    [
        new("exec", "", """{"type":"object","properties":{"command":{"type":"string"}},"required":["command"]}"""),
        new("read", "", """{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}"""),
        new("write", "", """{"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}}}"""),
    ];

    public static string[] Offered { get; } = [.. Tools.Select(t => t.Name)];

    /// <summary>Whole, by the character, and in random pieces.</summary>
    public static IEnumerable<Heard> InManyPieces(string text)
    {
        yield return Read([text]);
        yield return Read(text.Select(c => c.ToString()));
        for (var seed = 1; seed <= 8; seed++)
        {
            yield return Read(RandomPieces(text, new Random(seed)));
        }
    }

    /// <summary>In two pieces, cut at every place.</summary>
    public static IEnumerable<Heard> CutEverywhere(string text) =>
        Enumerable.Range(1, Math.Max(0, text.Length - 1)).Select(cut => Read([text[..cut], text[cut..]]));

    public static Heard Read(IEnumerable<string> pieces)
    {
        var sink = new Sink();
        var reader = new ReplyReader(sink, Tools);
        foreach (var piece in pieces)
        {
            reader.Add(Update(piece));
        }

        var reply = reader.Finish("m", out var broken);
        return new Heard(sink.Shown.ToString(), reply, broken, sink.Thoughts.ToString());
    }

    public static ChatResponseUpdate Update(string text) => new() { Contents = [new TextContent(text)] };

    private static IEnumerable<string> RandomPieces(string text, Random random)
    {
        for (var at = 0; at < text.Length; )
        {
            var length = Math.Min(random.Next(1, 24), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    internal sealed record Heard(string Shown, ModelReply Reply, bool Broken, string Thoughts);

    internal sealed class Sink : IReplySink
    {
        public StringBuilder Shown { get; } = new();

        public void Asking(string model) { }

        public void Text(string delta) => Shown.Append(delta);

        public StringBuilder Thoughts { get; } = new();

        public void Thinking(string delta) => Thoughts.Append(delta);

        public bool TookBack { get; private set; }

        public void WordsWereThought()
        {
            TookBack = true;
            Thoughts.Append(Shown);
            Shown.Clear();
        }

        public void Restarted(ModelAttempt because) => Shown.Clear();
    }
}
