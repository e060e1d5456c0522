using System.Text;

namespace OpenClaw.Tests.Fakes;

/// <summary>One recorded exchange: what was sent (lines that begin with "> "), the status, and the body of the answer.</summary>
internal sealed record Recording(string Name, string Method, string Path, string SentBody, int Status, string Type, string Body, bool IsCut)
{
    public static Recording Read(string name)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(Vectors.Folder("ollama"), name + ".txt"));
        var sent = text.Split('\n').TakeWhile(l => l.StartsWith("> ", StringComparison.Ordinal)).Select(l => l[2..]).ToArray();
        var first = sent[0].Split(' ');
        var answer = text[text.IndexOf("HTTP/1.1", StringComparison.Ordinal)..].Replace("\r", "");
        var end = answer.IndexOf("\n\n", StringComparison.Ordinal);
        var head = answer[..end].Split('\n');
        var exit = answer.LastIndexOf("# curl exit", StringComparison.Ordinal);
        return new Recording(
            name,
            first[0],
            first[1],
            string.Join('\n', sent.Skip(1)),
            int.Parse(head[0].Split(' ')[1], null),
            head.First(h => h.StartsWith("Content-Type:", StringComparison.Ordinal))[13..].Trim(),
            answer[(end + 2)..exit],
            !answer[exit..].Contains("exit 0")
        );
    }

    public RawReply Reply() => RawReply.Http(Status, Body, Type);

    /// <summary>The answer with the network cutting it after <paramref name="bytes"/> bytes of the body.</summary>
    public RawReply ReplyInTwoParts(int bytes)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        return new RawReply([
            Encoding.UTF8.GetBytes($"HTTP/1.1 {Status} X\r\nContent-Type: {Type}\r\nConnection: close\r\n\r\n"),
            body[..bytes],
            body[bytes..],
        ]);
    }
}
