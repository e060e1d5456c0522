using System.Buffers.Binary;

namespace OpenClaw.Exec;

/// <summary>What the gateway tells a launcher.</summary>
internal enum Order : byte
{
    Spec = 1,
    Input = 2,
    Kill = 3,
}

/// <summary>What a launcher tells the gateway.</summary>
internal enum News : byte
{
    Started = 1,
    Output = 2,
    Error = 3,

    /// <summary>So many bytes of input reached the command. The gateway never has more than <see cref="LauncherFrame.MaxData"/> on the way, so
    /// orders are not stuck behind input nobody reads.</summary>
    InputTaken = 4,
    Ended = 5,
}

/// <summary>
/// The pipe between gateway and launcher: one byte of kind, four of length (little endian), the payload. Both ends are the same executable,
/// so it carries no version. Written by hand and not as JSON, because the launcher should be running its command a few milliseconds after
/// it was started. </summary>
internal static class LauncherFrame
{
    public const int Header = 5;
    public const int MaxData = 64 * 1024;

    /// <summary>A command line is at most 128 KB for the kernel; the environment is ours.</summary>
    public const int MaxSpec = 1024 * 1024;

    public static void WriteHeader(Span<byte> at, byte kind, int length)
    {
        at[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(at[1..], length);
    }

    public static (byte Kind, int Length) ReadHeader(ReadOnlySpan<byte> at) => (at[0], BinaryPrimitives.ReadInt32LittleEndian(at[1..]));

    public static byte[] Make(byte kind, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[Header + payload.Length];
        WriteHeader(frame, kind, payload.Length);
        payload.CopyTo(frame.AsSpan(Header));
        return frame;
    }

    public static byte[] Make(byte kind, int value)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(payload, value);
        return Make(kind, payload);
    }

    public static byte[] Make(CommandSpec spec)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        WriteAll(writer, spec.Argv);
        writer.Write(spec.WorkingDirectory);
        WriteAll(writer, spec.Environment);
        writer.Write(spec.Limits.CpuSeconds);
        writer.Write(spec.Limits.AddressSpace);
        writer.Write(spec.Limits.FileSize);
        writer.Write(spec.Limits.Processes);
        writer.Write(spec.Limits.OpenFiles);
        writer.Write((long)spec.Timeout.TotalMilliseconds);
        writer.Write((long)spec.Grace.TotalMilliseconds);
        writer.Write(spec.KeepInputOpen);
        return Make((byte)Order.Spec, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static CommandSpec ReadSpec(byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
        return new CommandSpec
        {
            Argv = ReadAll(reader),
            WorkingDirectory = reader.ReadString(),
            Environment = ReadAll(reader),
            Limits = new CommandLimits
            {
                CpuSeconds = reader.ReadInt64(),
                AddressSpace = reader.ReadInt64(),
                FileSize = reader.ReadInt64(),
                Processes = reader.ReadInt64(),
                OpenFiles = reader.ReadInt64(),
            },
            Timeout = TimeSpan.FromMilliseconds(reader.ReadInt64()),
            Grace = TimeSpan.FromMilliseconds(reader.ReadInt64()),
            KeepInputOpen = reader.ReadBoolean(),
        };
    }

    public static byte[] Make(CommandEnd end)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(end.ExitCode ?? -1);
        writer.Write(end.Signal ?? -1);
        writer.Write(end.TimedOut);
        writer.Write(end.Killed);
        writer.Write(end.TooManyProcesses);
        WriteAll(writer, end.Survivors);
        writer.Write(end.Error ?? "");
        return Make((byte)News.Ended, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static CommandEnd ReadEnd(byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
        return new CommandEnd
        {
            ExitCode = reader.ReadInt32() is >= 0 and var code ? code : null,
            Signal = reader.ReadInt32() is >= 0 and var signal ? signal : null,
            TimedOut = reader.ReadBoolean(),
            Killed = reader.ReadBoolean(),
            TooManyProcesses = reader.ReadBoolean(),
            Survivors = ReadAll(reader),
            Error = reader.ReadString() is { Length: > 0 } error ? error : null,
        };
    }

    private static void WriteAll(BinaryWriter writer, IReadOnlyList<string> values)
    {
        writer.Write(values.Count);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static string[] ReadAll(BinaryReader reader)
    {
        var values = new string[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadString();
        }
        return values;
    }
}
