namespace OpenClaw.Models.Thoughts;

/// <summary>Hears what an answer turns out to be made of, in its order.</summary>
internal interface IAnswerParts
{
    /// <summary>Words for the person.</summary>
    void Text(string words);

    void Thought(string words);

    /// <summary>All words up to here, perhaps none, were a thought whose opening mark never came.</summary>
    void WordsWereThought();
}
