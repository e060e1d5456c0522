using System.Text;

namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>One system call of a trace.</summary>
internal sealed record TraceCall
{
    public required string Thread { get; init; }

    public required string Name { get; init; }

    /// <summary>The line on which it was entered.</summary>
    public required int Begin { get; init; }

    /// <summary>The line on which its result was seen.</summary>
    public required int End { get; init; }

    /// <summary>What its first argument, a descriptor, leads to: a path, or <c>socket:[123]</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>Its texts in their order: paths, or the pieces that were written.</summary>
    public IReadOnlyList<byte[]> Texts { get; init; } = [];

    /// <summary>Its last argument where that is a number: an offset, a length.</summary>
    public long Last { get; init; }

    /// <summary>Minus one for an error; null when the process was gone before.</summary>
    public long? Result { get; init; }

    public bool Succeeded => Result >= 0;

    /// <summary>What was written: no more than the kernel took.</summary>
    public byte[] Data => Texts.SelectMany(static text => text).Take((int)Math.Max(Result ?? 0, 0)).ToArray();

    public string Text(int index) => index < Texts.Count ? Encoding.UTF8.GetString(Texts[index]) : "";
}
