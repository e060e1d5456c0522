using System.Text.RegularExpressions;

namespace OpenClaw.Models.Clients;

/// <summary>From an HTTP status and what the server said to the closed set. Words decide where servers give the same status for different
/// things.</summary>
internal static partial class FailureMap
{
    /// <param name="model">What the server calls the model: its words ("vision", "thinking") are no words of the error.</param>
    /// <param name="retryAfter">How long the server asks to be left alone. A named wait is a limit that passes, whatever else the text says
    /// of quotas.</param>
    public static ModelFailure Of(int status, string text, string model = "", TimeSpan? retryAfter = null)
    {
        var said = $"{status}: {text}";
        if (OwnCall().IsMatch(text))
        {
            return new ModelFailure.Malformed(said) { IsModelsOwn = true };
        }

        return OfStatusAlone(status, text, said, retryAfter) ?? OfWords(status, text, said, model);
    }

    // A status that every server means alike; its words only tell two cases of it apart.
    private static ModelFailure? OfStatusAlone(int status, string text, string said, TimeSpan? retryAfter) =>
        status switch
        {
            401 or 407 => new ModelFailure.NotAuthorised(said),
            402 => new ModelFailure.OutOfCredit(said),
            403 => Credit().IsMatch(text) ? new ModelFailure.OutOfCredit(said) : new ModelFailure.NotAuthorised(said),
            429 => retryAfter is null && Credit().IsMatch(text)
                ? new ModelFailure.OutOfCredit(said)
                : new ModelFailure.RateLimited(said, retryAfter),
            502 or 503 or 529 => new ModelFailure.Overloaded(said, retryAfter)
            {
                IsLoading = Loading().IsMatch(text),
                IsBusy = Busy().IsMatch(text),
            },
            408 or 504 => new ModelFailure.TimedOut(said),
            _ => null,
        };

    private static ModelFailure OfWords(int status, string text, string said, string model)
    {
        if (status == 413 || Context().IsMatch(text))
        {
            var (prompt, context) = ContextNumbers.Of(text);
            return new ModelFailure.ContextTooLong(said) { Prompt = prompt, Context = context };
        }

        // Before the status alone is believed: Ollama says 500 for an option of the wrong type, others 404 for an option they lack.
        if (RequestOptions.Refused(WithoutName(text, model)) is { } option)
        {
            return new ModelFailure.RefusedAsBad(said, option);
        }

        if (status == 404 || (status is 400 or 422 && Missing().IsMatch(text)))
        {
            return new ModelFailure.ModelMissing(said);
        }

        return status switch
        {
            // A wrong path in the url looks like this, and stays so until somebody corrects it.
            405 or 410 or (>= 300 and < 400) => new ModelFailure.ModelMissing(said),
            400 when Key().IsMatch(text) => new ModelFailure.NotAuthorised(said),
            500 when WrongOption().IsMatch(text) => new ModelFailure.RefusedAsBad(said),
            >= 500 => new ModelFailure.ServerError(said) { LostRunner = Runner().IsMatch(text) },
            _ => new ModelFailure.RefusedAsBad(said),
        };
    }

    // `registry.ollama.ai/library/llama3.2-vision:latest`, `llama3.2-vision:latest`, `llama3.2-vision`: servers write it whole or in part.
    private static string WithoutName(string text, string model)
    {
        var last = model[(model.LastIndexOf('/') + 1)..];
        var bare = last.Split(':')[0];
        foreach (var name in (ReadOnlySpan<string>)[model, last, bare])
        {
            text = WithoutWord(text, name);
        }

        return text;
    }

    private static string WithoutWord(string text, string word)
    {
        for (var at = 0; word.Length > 0 && (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + word.Length;
            var stands = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (stands)
            {
                text = string.Concat(text.AsSpan(0, at), "-", text.AsSpan(end));
            }
        }

        return text;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"insufficient[_ ](quota|credit|balance|funds)|out of credit|billing|payment required|credit balance|exceeded your current quota",
        Options
    )]
    private static partial Regex Credit();

    [GeneratedRegex(
        @"context[_ ](length|size|window)|maximum context|exceed\w* .{0,30}context|too many (input )?tokens|(prompt|input) (is )?too long|n_ctx|exceeds the maximum number of tokens|too large for model with",
        Options
    )]
    private static partial Regex Context();

    [GeneratedRegex(
        @"model.{0,80}(not found|does not exist|not exist|not a valid|is not available|unknown)|(unknown|invalid|no such|not a valid) model|model is required",
        Options
    )]
    private static partial Regex Missing();

    [GeneratedRegex(@"api[ _-]?key", Options)]
    private static partial Regex Key();

    [GeneratedRegex(@"option .{0,60} must be of type|invalid option", Options)]
    private static partial Regex WrongOption();

    // Ollama, llama.cpp, Groq: what they say when they cannot read the call that their model wrote.
    [GeneratedRegex(
        @"error parsing tool call|failed to parse (input|(the )?tool call|(the )?(model )?(output|response|generat))|tool_use_failed|failed to call a function|XML syntax error",
        Options
    )]
    private static partial Regex OwnCall();

    [GeneratedRegex(@"loading model|model is (still )?loading|currently loading", Options)]
    private static partial Regex Loading();

    [GeneratedRegex(@"server busy|pending requests|queue (is )?full|too many (concurrent|queued) requests", Options)]
    private static partial Regex Busy();

    [GeneratedRegex(@"unexpected EOF|runner process (has terminated|no longer running)", Options)]
    private static partial Regex Runner();
}
