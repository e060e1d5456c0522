using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;

namespace OpenClaw.Models.Decorators;

/// <summary>Puts one layer around a model's client: a <see cref="DelegatingChatClient"/> that sees every request and every piece of its
/// answer. The first of a list is the outermost. The beginning of a long conversation is not among a request's messages: it comes in
/// <see cref="AskOptions.Before"/>, as the provider wrote it.</summary>
internal delegate IChatClient ModelDecorator(IChatClient inner, ModelConfig model);
