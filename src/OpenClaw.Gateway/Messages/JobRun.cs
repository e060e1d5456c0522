namespace OpenClaw.Messages;

/// <summary>The command line that a job's turn runs, through the gate like any call, before or in place of asking a model.</summary>
/// <param name="Line">The shell line, as the operator wrote it.</param>
/// <param name="ThenAsk">True asks the model when the command has succeeded, and ends in silence when not; false makes the output the
/// answer.</param>
internal sealed record JobRun(string Line, bool ThenAsk);
