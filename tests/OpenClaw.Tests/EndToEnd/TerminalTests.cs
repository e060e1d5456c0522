using System.Diagnostics;
using System.Text;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The terminal chat in a real pseudo-terminal, which util-linux's <c>script</c> gives it.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task TwoTerminals_TalkInSessionsOfTheirOwnAndAnApprovalComesFromAThird()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "no script(1) here to make a terminal");
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("it is done")
            : prompt.UserText.Contains("please run") ? ModelTurn.Runs("touch ran")
            : ModelTurn.Says("good morning")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await using var first = await Terminal.OpenAsync(gateway, "first");
        await using var second = await Terminal.OpenAsync(gateway, "second");

        await first.SayAsync("please run it", "touch ran");
        var approval = await gateway.PendingApprovalAsync();
        await second.SayAsync("hello", "good morning");
        Assert.DoesNotContain("touch ran", second.Screen);

        await gateway.OkAsync("approve", approval);
        await first.ShowsAsync("it is done");
        Assert.True(File.Exists(Path.Combine(gateway.Workspace, "ran")));
        Assert.DoesNotContain("it is done", second.Screen);
    }

    [Fact]
    public async Task Terminal_ReconnectsWhenTheGatewayIsStartedAgain()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "no script(1) here to make a terminal");
        await using var model = new OllamaDouble(prompt => ModelTurn.Says($"heard {prompt.UserText.Split('\n')[0]}"));
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await using var terminal = await Terminal.OpenAsync(gateway, "main");
        await terminal.SayAsync("one", "heard one");

        await gateway.KillAsync();
        await gateway.StartAsync();
        await terminal.SayAsync("two", "heard two");
    }

    /// <summary><c>openclaw tui</c> in a terminal of 80 by 24. What it printed stays, control sequences taken out.</summary>
    private sealed class Terminal : IAsyncDisposable
    {
        private readonly GatewayProcess _gateway;
        private readonly Process _process;
        private readonly StringBuilder _printed = new();
        private readonly Task _reading;

        /// <summary>Ready for keys: what is typed before the program has taken the terminal over would be the shell's.</summary>
        public static async Task<Terminal> OpenAsync(GatewayProcess gateway, string session)
        {
            var terminal = new Terminal(gateway, session);
            await terminal.ShowsAsync(">");
            return terminal;
        }

        private Terminal(GatewayProcess gateway, string session)
        {
            _gateway = gateway;
            var info = NativeExecutable.StartInfo(
                ["-qfec", $"stty rows 24 cols 80; exec {NativeExecutable.Path} tui --session {session}", "/dev/null"],
                gateway.Folder.Path,
                gateway.Environment
            );
            info.FileName = "/usr/bin/script";
            info.Environment["TERM"] = "xterm-256color";
            _process = Process.Start(info)!;
            _reading = ReadAsync();
        }

        public string Screen
        {
            get
            {
                lock (_printed)
                {
                    return System.Text.RegularExpressions.Regex.Replace(
                        _printed.ToString(),
                        @"\e\[[0-9;?]*[a-zA-Z]|\e\][^\a]*\a|\e[=>78]",
                        ""
                    );
                }
            }
        }

        /// <summary>Types it and presses Enter until the answer shows: while it is not connected, the program keeps the text and says
        /// so.</summary>
        public async Task SayAsync(string text, string answer)
        {
            await TypeAsync(text);
            await _gateway.UntilAsync(
                $"'{answer}' in the terminal",
                async () =>
                {
                    if (Screen.Contains(answer))
                    {
                        return answer;
                    }
                    await TypeAsync("\r");
                    return null;
                }
            );
        }

        private async Task TypeAsync(string keys)
        {
            await _process.StandardInput.WriteAsync(keys);
            await _process.StandardInput.FlushAsync();
        }

        public async Task ShowsAsync(string text)
        {
            try
            {
                await _gateway.UntilAsync($"'{text}' in the terminal", () => Screen.Contains(text));
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"{e.Message}\n--- terminal\n{Screen}");
            }
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            await _reading;
            _process.Dispose();
        }

        private async Task ReadAsync()
        {
            var buffer = new char[4096];
            while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var read)
            {
                lock (_printed)
                {
                    _printed.Append(buffer, 0, read);
                }
            }
        }
    }
}
