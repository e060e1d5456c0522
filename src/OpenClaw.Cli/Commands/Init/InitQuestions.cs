using OpenClaw.Config.Reading;

namespace OpenClaw.Cli.Commands.Init;

/// <summary>The three questions and their default answers. With no person to ask, the defaults are the answers.</summary>
internal sealed class InitQuestions(CommandContext context, OllamaLook ollama, bool asks)
{
    // Another machine's memory is not known from here.
    private readonly long? _memory = ollama.Url.IsLoopback ? context.Machine.Memory : null;
    private int _number;

    /// <summary>A model that Ollama has, or one that it should fetch.</summary>
    public string Model()
    {
        var (_, advised, download) = ModelAdvice.For(_memory);
        var fallback = DefaultModel(advised);
        var suits = _memory is { } bytes ? $" for the {ModelAdvice.Gigabytes(bytes)} of memory here" : "";
        if (!asks)
        {
            return fallback;
        }
        var error = context.Error;
        if (ollama.Problem is { } problem)
        {
            error.WriteLine(
                $"No Ollama answers at {Shown(ollama.Url)} ({Escaping.Line(problem)}). https://ollama.com/download says how to get it; --url names another."
            );
        }
        for (var i = 0; i < ollama.Models.Count; i++)
        {
            var model = ollama.Models[i];
            var note =
                model.Name == advised ? "   recommended here"
                : !model.Chats ? "   does not chat"
                : !ModelAdvice.Fits(model.Bytes, _memory) ? "   too large for the memory here"
                : "";
            error.WriteLine($"  {i + 1, 3}  {Escaping.Line(model.Name), -28} {ModelAdvice.Gigabytes(model.Bytes), 8}{note}");
        }
        if (fallback == advised && ollama.Find(advised) is null)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Recommended{suits}: {advised}, {download:0.#} GB to fetch."));
        }
        var question =
            ollama.Problem is not null ? "Which model will it be?"
            : ollama.Models.Count == 0 ? "Ollama has no model yet. Which one shall it fetch now?"
            : "Which model? A number, or the name of one that Ollama shall fetch now";
        return Ask(question, fallback, Chosen, ProblemOfModel);
    }

    public string[] Users() =>
        UsersIn(
            Ask(
                "Who may write to it, and approve what it asks? Users of this machine",
                context.Machine.Typist(),
                static text => text,
                text => ProblemOfUsers(text, context.Machine)
            )
        );

    public string Zone() => Ask("Time zone?", DefaultZone(context.Machine), static text => text, ProblemOfZone);

    public static string[] UsersIn(string text) =>
        [.. text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    public static string? ProblemOfUsers(string text, Machine machine) =>
        UsersIn(text) switch
        {
            [] => "name at least one user",
            var users when users.FirstOrDefault(static user => user.Contains(':')) is { } address =>
                $"\"{Escaping.Line(address)}\" is an address; write the user's name alone, as `id -un` prints it",
            var users when users.FirstOrDefault(user => !machine.HasUser(user)) is { } unknown =>
                $"this machine has no user \"{Escaping.Line(unknown)}\"; `id -un` prints yours",
            _ => null,
        };

    public static string? ProblemOfZone(string zone) =>
        IsZone(zone) ? null : $"\"{Escaping.Line(zone)}\" is no time zone; write one such as Europe/Amsterdam.{Nearest(zone)}";

    public static string? ProblemOfModel(string model) =>
        model.Length == 0 || model.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? $"\"{Escaping.Line(model)}\" is no name of a model; write one such as qwen3:1.7b"
            : null;

    public static string Shown(Uri url) => Escaping.Line(url.AbsoluteUri.TrimEnd('/'));

    /// <summary>What the machine's clocks show; UTC where it does not say.</summary>
    private static string DefaultZone(Machine machine) =>
        new[] { machine.Environment("TZ")?.TrimStart(':'), LinkOf(machine), machine.Read("/etc/timezone") }
            .OfType<string>()
            .FirstOrDefault(IsZone)
        ?? "UTC";

    private static string? LinkOf(Machine machine)
    {
        const string folder = "/zoneinfo/";
        return
            new FileInfo(machine.At("/etc/localtime")).LinkTarget is { } target
            && target.IndexOf(folder, StringComparison.Ordinal) is var at and >= 0
            ? target[(at + folder.Length)..]
            : null;
    }

    private static bool IsZone(string zone) => zone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    private static string Nearest(string zone) =>
        NearestName.Suggestion(zone, TimeZoneInfo.GetSystemTimeZones().Select(static known => known.Id));

    /// <summary>The recommended one if it is there; else the largest that suits; else the recommended one, to be fetched.</summary>
    private string DefaultModel(string advised) =>
        ollama.Find(advised) is not null
            ? advised
            : ollama
                .Models.Where(model => model.Chats && ModelAdvice.Fits(model.Bytes, _memory) && ProblemOfModel(model.Name) is null)
                .MaxBy(static model => model.Bytes)
                ?.Name
                ?? advised;

    private string Chosen(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= ollama.Models.Count
            ? ollama.Models[number - 1].Name
            : text;

    /// <summary>Asks until the answer is one. Enter takes the default.</summary>
    private string Ask(string question, string fallback, Func<string, string> read, Func<string, string?> problemOf)
    {
        if (!asks)
        {
            return fallback;
        }
        _number++;
        while (true)
        {
            context.Error.Write($"{_number}. {question} [{Escaping.Line(fallback)}]: ");
            var line =
                context.In.ReadLine()
                ?? throw new IOException("the input has ended, and nothing is written; `openclaw init --yes` asks nothing");
            var answer = line.Trim() is { Length: > 0 } typed ? read(typed) : fallback;
            if (problemOf(answer) is not { } problem)
            {
                return answer;
            }
            context.Error.WriteLine($"   {problem}");
        }
    }
}
