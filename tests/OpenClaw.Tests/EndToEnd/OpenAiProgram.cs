using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A program of node with the official <c>openai</c> client, as somebody would write it who knows nothing of us. It is given where
/// to ask and the key, and no more.</summary>
internal static class OpenAiProgram
{
    /// <summary>Runs the body of an async function that has <c>OpenAI</c>, <c>client</c> and <c>hand</c>, and gives what it
    /// returned.</summary>
    /// <param name="handed">What happens between: the program hands over with a word, and goes on when this has ended.</param>
    public static async Task<JsonNode> RunAsync(Uri url, string key, string body, Func<string, Task>? handed = null)
    {
        using var folder = new TempFolder();
        var file = folder.Write(
            "program.cjs",
            $$"""
            const OpenAI = require(process.env.OPENAI_PACKAGE).default;
            const client = new OpenAI({ baseURL: process.env.OPENAI_BASE, apiKey: process.env.OPENAI_KEY });
            const hand = word => new Promise(goOn => { process.stdin.once('data', goOn); process.stdout.write(`hands ${word}\n`); });
            const errorOf = async work => { try { await work(); return null; } catch (e) { return { name: e.constructor.name, status: e.status ?? null, code: e.code ?? null, type: e.type ?? null, param: e.param ?? null, message: e.message }; } };
            (async () => {
            {{body}}
            })().then(result => process.stdout.write(`result ${JSON.stringify(result ?? null)}\n`, () => process.exit(0)), e => { console.error(e); process.exit(1); });
            """
        );
        var info = new ProcessStartInfo("node", [file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["OPENAI_PACKAGE"] = Rig.NodePackage("openai");
        info.Environment["OPENAI_BASE"] = new Uri(url, "/v1").ToString();
        info.Environment["OPENAI_KEY"] = key;
        using var process = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(NativeExecutable.Patience);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        string? result = null;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("result ", StringComparison.Ordinal))
                {
                    result = line[7..];
                }
                if (!line.StartsWith("hands ", StringComparison.Ordinal))
                {
                    continue;
                }
                await handed!(line[6..]);
                await process.StandardInput.WriteLineAsync("on".AsMemory(), limit.Token);
                await process.StandardInput.FlushAsync(limit.Token);
            }

            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return result is null
            ? throw new InvalidOperationException($"the program of node failed:\n{await errors}")
            : JsonNode.Parse(result)!;
    }
}
