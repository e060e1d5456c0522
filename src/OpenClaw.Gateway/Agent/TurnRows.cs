using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>What the disk has of turns: their rows, their sessions' transcripts, and the calls that were begun.</summary>
internal sealed record TurnRows(Store Store, TurnStore Turns, SessionStore Sessions, EffectLog Effects);
