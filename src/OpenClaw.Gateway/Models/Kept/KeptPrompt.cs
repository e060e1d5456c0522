using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Kept;

/// <summary>
/// The beginning of one conversation as one model's server is sent it, in bytes. It grows by exchanges that are done and is otherwise never
/// changed, so that a server which keeps its cache reads only what is new, and a turn renders only what is new. Belongs to the loop.
/// </summary>
internal sealed class KeptPrompt(KeptId id, ModelConfig model, bool takesTools)
{
    // Beside its bytes: the objects around them.
    private const int Overhead = 400;

    private readonly KeptBytes _bytes = new();

    public KeptId Id => id;

    /// <summary>The last entry that is in it.</summary>
    public long Place { get; private set; } = id.Start - 1;

    /// <summary>Characters of the conversation that it stands for, as sizes are counted.</summary>
    public long Characters { get; private set; }

    /// <summary>The same of the messages as they are sent.</summary>
    public long SentCharacters { get; private set; }

    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>Memory that it holds.</summary>
    public long Size => Overhead + _bytes.Capacity;

    /// <summary>Whether it is what this model would be sent: a model of a reloaded configuration that says the same is the same.</summary>
    public bool IsFor(ModelConfig other, bool otherTakesTools) => takesTools == otherTakesTools && model == other;

    /// <param name="sent">The messages' elements of a JSON array.</param>
    public void Add(PromptExchange exchange, long characters, ReadOnlySpan<byte> sent, long sentCharacters)
    {
        if (!sent.IsEmpty)
        {
            if (!_bytes.IsEmpty)
            {
                _bytes.Add(","u8);
            }
            _bytes.Add(sent);
        }
        Place = exchange.Place;
        Characters += characters;
        SentCharacters += sentCharacters;
    }

    public SentBefore Sent() => new(_bytes.Pieces(), SentCharacters);
}
