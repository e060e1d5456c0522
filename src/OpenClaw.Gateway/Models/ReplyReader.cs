using System.Text;
using Microsoft.Extensions.AI;

namespace OpenClaw.Models;

/// <summary>
/// Gathers a streamed reply and passes its words on as they come, except words that may turn out to be a tool call or a thought: those wait until it is clear.
/// </summary>
internal sealed class ReplyReader : IAnswerParts
{
    /// <summary>A model that never stops must not fill the memory.</summary>
    public const int MaxCharacters = 2_000_000;

    private readonly IReplySink _sink;
    private readonly CallScan _scan;
    private readonly StringBuilder _shown = new();
    private readonly StringBuilder _thinking = new();
    private readonly List<ToolCall> _calls = [];
    private ModelUsage _usage = new(0, 0);

    public ReplyReader(IReplySink sink, IEnumerable<ToolSpec> offered)
    {
        _sink = sink;
        _scan = new CallScan(new OfferedTools(offered), this);
    }

    public ChatFinishReason? FinishReason { get; private set; }

    public void Add(ChatResponseUpdate update)
    {
        FinishReason = update.FinishReason ?? FinishReason;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent reasoning: AddThinking(reasoning.Text); break;
                case TextContent text: _scan.Add(text.Text); break;
                case FunctionCallContent call: AddCall(CallContent.ToCall(call)); break;
                case UsageContent usage: _usage = new ModelUsage((int)(usage.Details.InputTokenCount ?? 0), (int)(usage.Details.OutputTokenCount ?? 0)); break;
            }
        }

        if (_scan.Length + _thinking.Length > MaxCharacters)
        {
            throw new ModelFailureException(new ModelFailure.Malformed($"the reply went on past {MaxCharacters} characters"));
        }
    }

    /// <summary>The stream ended cleanly.</summary>
    /// <param name="broken">The text was clearly meant as a call and could not be read.</param>
    public ModelReply Finish(string model, out bool broken)
    {
        var found = _scan.Finish(mayCall: _calls.Count == 0);
        _calls.AddRange(found.Calls);
        broken = found.IsBroken;
        return new ModelReply { Model = model, Text = found.Text, Thinking = _thinking.ToString(), Calls = [.. _calls], Usage = _usage };
    }

    private void AddCall(ToolCall call)
    {
        // A server that says the same call twice under one id means it once.
        if (call.Id.Length > 0 && _calls.Any(c => c.Id == call.Id && c.Name == call.Name && c.Arguments == call.Arguments))
        {
            return;
        }

        // Ids must tell the calls of a reply apart; some servers give none, some the same for all.
        var id = call.Id.Length > 0 && _calls.All(c => c.Id != call.Id) ? call.Id : CallContent.NewId();
        _calls.Add(call with { Id = id, ServerId = call.Id.Length > 0 ? call.Id : null });
    }

    private void AddThinking(string delta)
    {
        _thinking.Append(delta);
        if (delta.Length > 0)
        {
            _sink.Thinking(delta);
        }
    }

    void IAnswerParts.Text(string words)
    {
        _shown.Append(words);
        _sink.Text(words);
    }

    void IAnswerParts.Thought(string words) => AddThinking(words);

    void IAnswerParts.WordsWereThought()
    {
        _thinking.Append(_shown);
        _shown.Clear();
        _sink.WordsWereThought();
    }
}
