namespace OpenClaw.Models;

/// <summary>Hears of a reply while it streams. Called on the loop.</summary>
internal interface IReplySink
{
    /// <summary>A model was asked.</summary>
    void Asking(string model) { }

    void Text(string delta) { }

    void Thinking(string delta) { }

    /// <summary>The words streamed so far of this model's reply were a thought: its end came without a beginning.</summary>
    void WordsWereThought() { }

    /// <summary>What was streamed so far is void: the model failed and another (or the same again) starts from nothing.</summary>
    void Restarted(ModelAttempt because) { }
}
