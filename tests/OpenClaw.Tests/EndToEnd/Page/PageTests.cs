using System.Diagnostics;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.EndToEnd.Page;

/// <summary>The page of the native executable in headless Chromium, driven by the scripts beside this file, which say step for step what a
/// person does and sees.</summary>
public sealed class PageTests : WebBench
{
    private const string Script = """
        {"turns":[
          {"user":"please count*","text":"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty counted","pace":"500ms"},
          {"user":"slowly","text":"Some **bold** words\n\n```text\none\n\ntwo\n```\n\nand one after another, as slowly as words can come, with a breath after each, until there is the end","pace":"500ms"},
          {"user":"hostile","text":"<script>document.title='owned'</script> <img src=x onerror=\"document.title='owned'\"> [press me](javascript:document.title='owned') ![pixel](http://evil.example/p.png)\n\n<iframe src=\"http://evil.example\"></iframe>\n\n[fine](https://example.org/x)"},
          {"user":"markdown","text":"# A heading\n\nSome **bold**, *italic*, ~~struck~~ and `code`.\n\n#### Far below\n\n- one\n- two\n  1. deeper\n\n```python\nprint('a rather long line of code that has to scroll on a narrow phone screen, does it not?')\n```\n\n> A quote\n\n| Name | What it is | Size | When | Remark |\n|---|---|---|---|---|\n| configuration | A sentence of some length that explains what this is good for | 12 KB | 2026-11-30 | Donaudampfschiff |\n\nThe end."},
          {"user":"arabic*","text":"مرحبا **بكم**\n\n- واحد\n- اثنان\n\nAnd in English."},
          {"user":"run*","results":0,"calls":[{"tool":"exec","arguments":{"command":"{rest}"}}]},
          {"user":"run*","results":1,"text":"It said: {result}"},
          {"user":"remember*","text":"I keep {rest}."},
          {"user":"recall*","text":"You told me {said:remember}."},
          {"text":"You said: {user}"}
        ]}
        """;

    /// <summary>For one step, not for all: a machine may be slow.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Page_InAPersonsHands()
    {
        await using var gateway = Gateway();
        await DriveAsync(gateway, "page.mjs");

        Assert.True(File.Exists(Path.Combine(gateway.Workspace, "made")), "what was approved has run");
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "third")), "what was denied has not");
        Assert.Equal(
            "milk and bread\n",
            await File.ReadAllTextAsync(
                Directory.GetFiles(Path.Combine(gateway.Workspace, "inbox"), "*list_of_things.txt").Single(),
                TestContext.Current.CancellationToken
            )
        );
        Assert.DoesNotContain(PiToken, gateway.Log);
    }

    [Fact]
    public async Task Page_OnABadLineAndASharedBrowser()
    {
        await using var gateway = Gateway();
        await DriveAsync(gateway, "troubles.mjs");

        Assert.Equal(2, Directory.GetFiles(Path.Combine(gateway.Workspace, "inbox")).Length);
    }

    private GatewayProcess Gateway()
    {
        var gateway = new GatewayProcess(
            Config(
                more: """

                [[policies.guarded.rules]]
                name = "what makes files"
                tools = ["exec"]
                commands = ["touch **"]
                action = "ask"
                """
            )
        );
        gateway.Folder.Write("actor.json", Script);
        (gateway.Environment["PI_TOKEN"], gateway.Environment["ANNA_TOKEN"]) = (PiToken, AnnaToken);
        return gateway;
    }

    /// <summary>Runs a script to its end, and does to the gateway what it asks for.</summary>
    private async Task DriveAsync(GatewayProcess gateway, string script)
    {
        var (playwright, axe) = Tools();
        await gateway.StartAsync();
        var shots = Repository.File("artifacts", "page");
        Directory.CreateDirectory(shots);
        var info = new ProcessStartInfo(
            "node",
            [Repository.File("tests", "OpenClaw.Tests", "EndToEnd", "Page", script), Url, shots, playwright, axe]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (info.Environment["PI_TOKEN"], info.Environment["ANNA_TOKEN"]) = (PiToken, AnnaToken);

        using var driver = Process.Start(info)!;
        var complaints = driver.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(s_patience);
        var (steps, watch) = (new List<string>(), Stopwatch.StartNew());
        try
        {
            while (await driver.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                steps.Add($"{line} ({watch.Elapsed.TotalSeconds:0.0} s)");
                limit.CancelAfter(s_patience);
                if (await ObeyAsync(gateway, line))
                {
                    await driver.StandardInput.WriteLineAsync("OK");
                }
            }
        }
        catch (OperationCanceledException)
        {
            steps.Add($"no further step in {s_patience}");
        }
        finally
        {
            if (!driver.HasExited)
            {
                driver.Kill(entireProcessTree: true);
            }
        }

        TestContext.Current.SendDiagnosticMessage(string.Join('\n', steps));
        Assert.True(
            steps.LastOrDefault()?.StartsWith("DONE") is true,
            $"{string.Join('\n', steps)}\n--- driver\n{await complaints}\n--- gateway\n{gateway.Log}"
        );
    }

    /// <returns>Whether the line was for the test.</returns>
    private static async Task<bool> ObeyAsync(GatewayProcess gateway, string line)
    {
        if (line == "KILL")
        {
            await gateway.KillAsync();
        }
        else if (line == "START")
        {
            await gateway.StartAsync();
        }
        else if (line.StartsWith("APPROVE "))
        {
            await gateway.OkAsync("approve", line["APPROVE ".Length..]);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static (string Playwright, string Axe) Tools()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Chromium is not installed: ./build.sh setup chromium");
        Rig.Require("npm/node_modules/playwright-core/package.json");
        var axe = Repository.File("artifacts", "npm");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(axe, "node_modules", "axe-core")),
            "axe-core is not installed: npm install --prefix artifacts/npm axe-core"
        );
        return (Path.Combine(Rig.Installed, "npm"), axe);
    }
}
