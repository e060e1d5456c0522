using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;
using OpenClaw.Models.ToolCalls;
using OpenClaw.Models.ToolCalls.Finding;

namespace OpenClaw.Models;

/// <summary>
/// Gathers a streamed reply and passes its words on as they come, except words that may turn out to be a tool call or a thought: those wait
/// until it is clear. </summary>
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

    // The words may be a thought of which only the end will come. They are shown as one, and as words when the reply ends without it.
    private bool _mayBeThought;

    /// <param name="thinksUnseen">This model's last reply was one whose thought had no opening mark: this one is expected to be like
    /// it.</param>
    public ReplyReader(IReplySink sink, IEnumerable<ToolSpec> offered, bool thinksUnseen = false)
    {
        _sink = sink;
        _mayBeThought = thinksUnseen;
        _scan = new CallScan(new OfferedTools(offered), this);
    }

    /// <summary>The reply began with a thought that had no opening mark.</summary>
    public bool ThoughtUnseen { get; private set; }

    /// <summary>Characters that have come so far.</summary>
    public int Length => _scan.Length + _thinking.Length;

    public ChatFinishReason? FinishReason { get; private set; }

    public void Add(ChatResponseUpdate update)
    {
        FinishReason = update.FinishReason ?? FinishReason;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent reasoning:
                    AddApart(reasoning.Text);
                    break;
                case TextContent text:
                    _scan.Add(text.Text);
                    break;
                case FunctionCallContent call:
                    AddCall(CallContent.ToCall(call));
                    break;
                case UsageContent usage:
                    _usage = new ModelUsage((int)(usage.Details.InputTokenCount ?? 0), (int)(usage.Details.OutputTokenCount ?? 0));
                    break;
            }
        }

        if (Length > MaxCharacters)
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
        if (_mayBeThought && _shown.Length > 0)
        {
            _sink.Text(_shown.ToString());
        }
        broken = found.IsBroken;
        return new ModelReply
        {
            Model = model,
            Text = found.Text,
            Thinking = _thinking.ToString(),
            Calls = [.. _calls],
            Usage = _usage,
        };
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

    /// <summary>The server keeps thoughts apart itself.</summary>
    private void AddApart(string delta)
    {
        _mayBeThought &= _shown.Length > 0 || delta.Length == 0;
        AddThinking(delta);
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
        if (_mayBeThought)
        {
            _sink.Thinking(words);
        }
        else
        {
            _sink.Text(words);
        }
    }

    void IAnswerParts.Thought(string words) => AddThinking(words);

    void IAnswerParts.WordsWereThought()
    {
        if (!_mayBeThought && _shown.Length > 0)
        {
            _sink.WordsWereThought();
        }
        _thinking.Append(_shown);
        _shown.Clear();
        ThoughtUnseen = true;
        _mayBeThought = false;
    }
}
