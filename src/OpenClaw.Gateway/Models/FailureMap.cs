using System.Text.RegularExpressions;

namespace OpenClaw.Models;

/// <summary>From an HTTP status and what the server said to the closed set. Words decide where servers give the same status for different things.</summary>
internal static partial class FailureMap
{
    public static ModelFailure Of(int status, string text, TimeSpan? retryAfter = null)
    {
        var said = $"{status}: {text}";
        switch (status)
        {
            case 401 or 407:
                return new ModelFailure.NotAuthorised(said);
            case 402:
                return new ModelFailure.OutOfCredit(said);
            case 403:
                return Credit().IsMatch(text) ? new ModelFailure.OutOfCredit(said) : new ModelFailure.NotAuthorised(said);
            case 429:
                return Credit().IsMatch(text) ? new ModelFailure.OutOfCredit(said) : new ModelFailure.RateLimited(said, retryAfter);
            case 502 or 503 or 529:
                return new ModelFailure.Overloaded(said, retryAfter);
            case 408 or 504:
                return new ModelFailure.TimedOut(said);
        }

        if (status == 413 || Context().IsMatch(text))
        {
            return new ModelFailure.ContextTooLong(said);
        }

        // Before the status alone is believed: Ollama says 500 for an option of the wrong type, others 404 for an option they lack.
        if (Refusal().IsMatch(text) && Option(text) is { } option)
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
            >= 500 => new ModelFailure.ServerError(said),
            _ => new ModelFailure.RefusedAsBad(said),
        };
    }

    private static string? Option(string text) =>
        Think().IsMatch(text) ? "think" : Images().IsMatch(text) ? "images" : Tools().IsMatch(text) ? "tools" : null;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"insufficient[_ ](quota|credit|balance|funds)|out of credit|billing|payment required|credit balance|exceeded your current quota", Options)]
    private static partial Regex Credit();

    [GeneratedRegex(@"context[_ ](length|size|window)|maximum context|exceed\w* .{0,30}context|too many (input )?tokens|(prompt|input) (is )?too long|n_ctx", Options)]
    private static partial Regex Context();

    [GeneratedRegex(@"not support|unsupported|does ?n[o']t support|not (available|enabled|allowed)|requires|unknown|unrecogni[sz]ed|extra inputs|no endpoints found", Options)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\bthink|reasoning|enable_thinking|chat_template_kwargs", Options)]
    private static partial Regex Think();

    [GeneratedRegex(@"image|multimodal|vision|mmproj", Options)]
    private static partial Regex Images();

    [GeneratedRegex(@"\btools?\b|function call|tool[_ -]choice|--jinja", Options)]
    private static partial Regex Tools();

    [GeneratedRegex(@"model.{0,80}(not found|does not exist|not exist|not a valid|is not available|unknown)|(unknown|invalid|no such|not a valid) model|model is required", Options)]
    private static partial Regex Missing();

    [GeneratedRegex(@"api[ _-]?key", Options)]
    private static partial Regex Key();

    [GeneratedRegex(@"option .{0,60} must be of type|invalid option", Options)]
    private static partial Regex WrongOption();
}
