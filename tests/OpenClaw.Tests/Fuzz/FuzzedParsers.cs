using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using OpenClaw.Channels;
using OpenClaw.Channels.Slack;
using OpenClaw.Channels.Telegram;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Config.Toml;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery.Cutting;
using OpenClaw.Foundation.Network;
using OpenClaw.Foundation.Schedules;
using OpenClaw.Foundation.Text.Markdown;
using OpenClaw.Foundation.Text.Templates;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;
using OpenClaw.Models.Providers.OpenAi;
using OpenClaw.Models.ToolCalls;
using OpenClaw.Policy.Shell;
using OpenClaw.Scheduling.When;
using OpenClaw.Tests.Models;
using OpenClaw.Tools;
using OpenClaw.Web;
using OpenClaw.Web.Api;
using OpenClaw.Web.Hooks;
using OpenClaw.Web.Page;

namespace OpenClaw.Tests.Fuzz;

/// <summary>Every parser that sees text from outside, with what it reads. A new one gets a row here.</summary>
internal static class FuzzedParsers
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_markdown =
    [
        "# A heading\n\nSome **bold**, *italic*, ~~struck~~ and `code`.\n\n- one\n- two\n  1. deeper\n\n```python\nprint('a')\n```\n\n> A quote\n\n| name | size |\n|---|---|\n| a | 1 |\n",
        "[a](http://b.example \"title\") ![pixel](http://evil.example/p.png) <http://c.example> www.d.example\n[r]: http://e.example\n\n[r]",
    ];

    private static readonly string[] s_markdownMarks =
    [
        "[a](",
        "[",
        "](",
        "]",
        "![",
        "*",
        "**a",
        "_",
        "~~",
        "`",
        "` ``",
        "```\n",
        "<",
        "<a ",
        "|",
        "|a",
        "a|b\n",
        "|-|\n",
        "> ",
        ">",
        "- ",
        "1. ",
        "  - a\n",
        "http://a.b/",
        "www.a(",
        "[a]: b\n",
        "\\",
        "&amp;",
        "***a",
        "\n\u00A0\n",
        "\f \f",
        "\r\n",
        "(",
        ")",
        "  \n",
    ];

    private static readonly string[] s_jsonMarks =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "{\"a\":",
        "[[",
        "\\u",
        "\\",
        "\"\\ud83d\"",
        "1e999",
        "null",
        "-",
        "{\"a\":1,",
        "//",
        "\\\"",
    ];

    private static readonly WebChatConfig s_webchat = new()
    {
        Users = [new WebChatUser("p.i", new Secret("env PI", "pi-0123456789abcdef"))],
    };

    private static readonly WebConfig s_web = new() { Hosts = ["claw.example.org"], BehindProxy = true };

    /// <summary>Nothing is sent with it.</summary>
    private static readonly ModelHttp s_http = new(
        new Uri("http://127.0.0.1:9/"),
        null,
        "m",
        new Dialer(DialRules.Open, TimeProvider.System),
        TimeProvider.System
    );

    private static readonly HookPrompt s_hook = new("ci", "{{a.b}} {{body}} {{body}} {{header.X-From}} {{a.b[1]}}");

    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        Markdown("markdown", static text => MarkdownReader.Read(text)),
        Markdown("markdown for the page", WriteNodes),
        Markdown("markdown for Telegram", static text => TelegramHtml.Of(text)),
        Markdown("markdown for Slack", static text => SlackMarkdown.Of(text)),
        Markdown("cutter", static text => TextCutter.Cut(text, new TextLimit(200))),
        new(
            "toml",
            [
                "a = 1\n[b.c]\nd = [1, { e = \"f\" }]\n[[g]]\nh.i = '''x'''\nj = 2026-01-01T00:00:00Z\n",
                "include = [\"a.toml\"]\n# comment\n\"k\\u00e9y\" = 0x1F\n",
            ],
            [
                "[",
                "[[",
                "]",
                "{a=",
                "{",
                "}",
                "a.",
                "\"",
                "\"\"\"",
                "'''",
                "a=[",
                "a.b=1\n",
                "[a]\n",
                "[[a]]\n",
                "=",
                "#",
                ",",
                "\\u",
                "0x",
                "1_",
            ],
            static text => TomlDocument.Parse(text)
        ),
        new(
            "shell line",
            ["cd /tmp && ls -la | grep 'a b' > out.txt 2>&1; echo \"x $HOME\"", "find . -name '*.c' -exec rm {} \\;"],
            [
                "(",
                ")",
                "$(",
                "${",
                "`",
                "'",
                "\"",
                "|",
                "&&",
                "||",
                ";",
                "<",
                ">",
                "2>&1",
                "<<EOF\n",
                "\\",
                "a=b ",
                "{",
                "}",
                "*",
                "~",
                "!",
            ],
            ReadShell
        ),
        new(
            "reminder's time",
            ["every monday at 9:30", "in 2 hours and 5 minutes", "2026-12-24 18:00", "tomorrow evening at 8", "*/5 8-18 * * 1-5"],
            ["every ", "in ", "1 ", "and ", "at ", "9:", "1st ", "monday ", ",", "-", "99999999999 ", "half an ", "am "],
            static text => WhenReader.Read(text, s_now, TimeZoneInfo.Utc, out _)
        ),
        new(
            "cron expression",
            ["*/5 8-18 * * 1-5", "0 0 1,15 JAN-MAR *", "@daily", "0 0 29 2 *", "2026-12-24T18:00:00"],
            ["*", "/", "-", ",", "1,", "MON", "? ", "L", "#", "@", "59 ", "* "],
            ReadCron
        ),
        new(
            "template",
            ["Issue {{issue.title}} by {{ header.X-From }}: {{commits[0].id}}", "{single} {{a.b[12].c}}"],
            ["{{", "}}", "{{a}}", "{{a.b.c}}", "[0]", ".", "{", "{{a[", "}}{{"],
            ReadTemplate
        ),
        new(
            "hook body",
            ["{\"a\":{\"b\":[1,\"x\",null]},\"body\":\"y\"}", "{\"a\":{\"b\":\"\\ud83d\\ude00\"}}"],
            s_jsonMarks,
            static text => s_hook.TryFill(Utf8(text), static name => name, out _)
        )
        {
            BytesPerUnit = 4000,
        },
        new(
            "control request",
            ["{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"send\",\"params\":{\"text\":\"a\",\"files\":[{\"id\":\"b\"}]}}"],
            s_jsonMarks,
            ReadControl
        ),
        new(
            "chat completion request",
            [
                "{\"model\":\"default\",\"user\":\"u\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}],\"stream\":true}",
            ],
            s_jsonMarks,
            ReadChat
        ),
        new(
            "tool arguments",
            ["{\"command\":\"ls\",\"cwd\":\"a\",\"timeout\":\"5\",\"list\":[1,2]}", "\"{\\\"command\\\":\\\"ls\\\"}\""],
            s_jsonMarks,
            ReadArguments
        )
        {
            BytesPerUnit = 6000,
        },
        new(
            "printed call",
            [
                "<tool_call>\n{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\"}}\n</tool_call>",
                "<function=exec>{\"command\": \"ls\"}</function>",
                "```json\n{\"name\":\"read\",\"parameters\":{}}\n```",
                "[TOOL_CALLS]exec[ARGS]{}",
            ],
            [
                .. s_jsonMarks,
                "<tool_call>",
                "</tool_call>",
                "<function=exec>",
                "<parameter=a>",
                "[TOOL_CALLS]",
                "<|python_tag|>",
                "```json\n",
                "<",
            ],
            static text => TextToolCalls.Find(text, ["exec", "read"])
        )
        {
            BytesPerUnit = 6000,
        },
        new(
            "thoughts",
            [
                "<think>\nhm\n</think>\n\nHello <think>a</think>!<|im_end|>",
                "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b<|return|>",
                "I should.\n</think>\n<tool_call>\n{\"name\": \"exec\", \"arguments\": {}}\n</tool_call>",
                "Sure. [THINK]a[/THINK] b </s>",
            ],
            [
                "<think>",
                "</think>",
                "<thinking>",
                "[THINK]",
                "[/THINK]",
                "◁think▷",
                "◁/think▷",
                "<|channel|>",
                "analysis<|message|>",
                "<|end|>",
                "<|start|>assistant",
                "<|im_end|>",
                "</s>",
                "<|im_start|>",
                ". ",
                "\n",
                "`",
                "> ",
                "```\n",
                "<",
                "[",
                "<answer>",
                "</answer>",
            ],
            ReadReply
        )
        {
            BytesPerUnit = 6000,
        },
        new(
            "Ollama's answer",
            [
                "{\"message\":{\"role\":\"assistant\",\"content\":\"hi\",\"tool_calls\":[{\"function\":{\"name\":\"exec\",\"arguments\":{\"command\":\"ls\"}}}]},\"done\":true}\n",
            ],
            [.. s_jsonMarks, "\n"],
            ReadOllama
        )
        {
            BytesPerUnit = 3000,
        },
        new(
            "server-sent events",
            [
                "data: {\"choices\":[{\"delta\":{\"content\":\"hi\",\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"exec\",\"arguments\":\"{\"}}]}}]}\n\ndata: [DONE]\n\n",
                "data: {\"error\":{\"message\":\"no\"}}\n\n",
            ],
            [.. s_jsonMarks, "\n", "data: ", "\n\n", "data:{}\n\n", ":\n"],
            ReadEvents
        )
        {
            BytesPerUnit = 3000,
        },
        new(
            "error text",
            [
                "{\"error\":{\"message\":\"no credit\",\"code\":\"x\",\"metadata\":{\"raw\":\"y\"}}}",
                "<html><title>502 Bad Gateway</title></html>",
                "plain",
            ],
            [.. s_jsonMarks, "<title>", "</title>", "<"],
            static text => ErrorText.Of(text)
        )
        {
            BytesPerUnit = 3000,
        },
        new(
            "Telegram's update",
            [
                "{\"update_id\":1,\"message\":{\"message_id\":2,\"date\":3,\"chat\":{\"id\":4,\"type\":\"private\"},\"from\":{\"id\":5,\"first_name\":\"P\"},\"text\":\"hi\",\"entities\":[{\"type\":\"bold\",\"offset\":0,\"length\":2}]}}",
            ],
            s_jsonMarks,
            ReadTelegram
        ),
        new(
            "Slack's envelope",
            [
                "{\"type\":\"events_api\",\"envelope_id\":\"a\",\"payload\":{\"event\":{\"type\":\"message\",\"user\":\"U1\",\"text\":\"hi\",\"channel\":\"C1\",\"ts\":\"1.2\"}}}",
            ],
            s_jsonMarks,
            static text => SlackConnection.Read(Utf8(text))
        ),
        new(
            "Slack's text",
            ["Hi <@U1|pi>, see <http://a.example|this> &amp; <!here>"],
            ["<", ">", "|", "<@", "<!", "&amp;", "&lt;", "<a|", "^"],
            ReadSlackText
        ),
        new(
            "login",
            [$"4000000000.{new string('a', 32)}.{new string('b', 64)}.p.i", "openclaw"],
            [".", "..", "9", "-", "p.i", "a."],
            static text => LoginCookie.Find(text, text, s_webchat, s_now)
        ),
        new(
            "headers",
            ["claw.example.org:8484", "https://claw.example.org", "[::1]:8484", "192.0.2.1, 10.0.0.1"],
            [":", "[", "]", ".", ",", "//", "@", "%", "1.", "::"],
            ReadHeaders
        )
        {
            BytesPerUnit = 3000,
        },
    ];

    private static FuzzedParser Markdown(string name, Action<string> read) =>
        new(name, s_markdown, s_markdownMarks, read)
        {
            // A row of a table is four letters and a dozen objects of the library.
            BytesPerUnit = 8000,
            Costly = ["`c|-|\n", "|-|\n|a", "- a\n  - b\n", "> a\n>> b\n", "**a** ", "[a](b) ", "a|b|c|d\n"],
        };

    /// <summary>Halves of characters do not come over a wire; what a sender wrote is U+FFFD here.</summary>
    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void WriteNodes(string text)
    {
        using var json = new Utf8JsonWriter(new ArrayBufferWriter<byte>());
        MarkdownNodes.Of(text).WriteTo(json);
    }

    private static void ReadShell(string text)
    {
        if (ShellLine.Parse(text) is ShellParse.Understood understood)
        {
            ShellPrinter.Print(understood);
        }
    }

    private static void ReadCron(string text)
    {
        CronExpression.TryParse(text, out _, out _);
        Schedule.TryParseAt(text, out _, out _);
    }

    private static void ReadTemplate(string text) => Template.TryParse(text, out _)?.Fill(static _ => "value");

    private static void ReadControl(string text)
    {
        try
        {
            ControlRequest.Parse(new ReadOnlySequence<byte>(Utf8(text)));
        }
        catch (MalformedRequestException)
        {
            // It is answered.
        }
    }

    private static void ReadChat(string text)
    {
        try
        {
            ChatRequestReader.Read(Utf8(text), "");
        }
        catch (ApiException)
        {
            // It is answered.
        }
    }

    private static void ReadArguments(string text)
    {
        const string Schema =
            "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\"},\"timeout\":{\"type\":\"integer\"},\"list\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}},\"required\":[\"command\"],\"additionalProperties\":false}";
        if (ToolSchema.Check(Schema, text).Arguments is not { } arguments)
        {
            return;
        }
        using var document = JsonDocument.Parse(arguments);
        var given = new ToolArguments(document.RootElement, "command", "cwd", "timeout", "list");
        if (given.OptionalText("command") is { } command)
        {
            CanonicalJson.Of(("command", command));
        }
    }

    private static void ReadReply(string text)
    {
        var reader = new ReplyReader(new Models.Streamed.Sink(), Models.Streamed.Tools, thinksUnseen: text.Length % 2 == 0);
        foreach (var piece in text.Chunk(31))
        {
            reader.Add(Models.Streamed.Update(new string(piece)));
        }
        reader.Finish("m", out _);
    }

    private static void ReadOllama(string text)
    {
        try
        {
            StreamLines
                .ReadAsync(
                    new MemoryStream(Utf8(text)),
                    static line =>
                    {
                        using var json = OllamaWire.Parse(line);
                        OllamaWire.Update(json.RootElement);
                        return !OllamaWire.IsDone(json.RootElement);
                    },
                    CancellationToken.None
                )
                .GetAwaiter()
                .GetResult();
        }
        catch (ModelFailureException)
        {
            // The next model is asked.
        }
    }

    private static void ReadEvents(string text)
    {
        var completion = new CompletionReader(s_http, Channel.CreateUnbounded<ChatResponseUpdate>().Writer, static () => { });
        try
        {
            ServerEvents
                .ReadAsync(new MemoryStream(Utf8(text)), completion.OnEvent, completion.OnLife, CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            completion.End();
        }
        catch (ModelFailureException)
        {
            // The next model is asked.
        }
    }

    private static void ReadTelegram(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8(text));
            Shapes.Read(document.RootElement, TelegramJson.Default.TelegramUpdate);
            Shapes.Text(document.RootElement, "description");
        }
        catch (JsonException)
        {
            // A proxy's page.
        }
    }

    private static void ReadSlackText(string text)
    {
        SlackText.Read(text, "U1");
        SlackText.Mentions(text, "U1");
        foreach (var _ in SlackText.EscapedPieces(text, 300))
        {
            // Each is a message.
        }
    }

    private static void ReadHeaders(string text)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Host = request.Headers.Origin = request.Headers["X-Forwarded-For"] = request.Headers.Authorization = text;
        WebGuard.HostRefusal(request, s_web);
        WebGuard.OriginRefusal(request, s_web);
        WebGuard.CallerOf(request.HttpContext, s_web);
        WebAnswers.BearerOf(request);
    }
}
