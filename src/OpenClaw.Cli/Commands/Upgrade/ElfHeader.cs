using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>Reads of an executable what can be known without running it: for which machine it is, and whether all of it is there.</summary>
internal static class ElfHeader
{
    private const int Length = 64;

    public static ReadOnlySpan<byte> Magic => "\u007fELF"u8;

    /// <summary>Why a file cannot run on this machine, as a sentence without a subject; null when nothing speaks against it.</summary>
    public static string? Complaint(string file)
    {
        using var stream = File.OpenHandle(file);
        Span<byte> header = stackalloc byte[Length];
        if (RandomAccess.Read(stream, header, 0) < Length || !header.StartsWith(Magic))
        {
            return "is no executable for Linux";
        }
        // e_ident[EI_CLASS], e_machine: elf(5).
        var (wide, machine) = (header[4] == 2, BinaryPrimitives.ReadUInt16LittleEndian(header[18..]));
        if (!wide || machine != Own)
        {
            return $"is for {NameOf(machine)}{(wide ? "" : " with 32 bits")}, and this machine is {NameOf(Own)}";
        }
        // The table of sections is the last thing in a file that a linker wrote: e_shoff, e_shentsize, e_shnum.
        var end =
            BinaryPrimitives.ReadInt64LittleEndian(header[40..])
            + (BinaryPrimitives.ReadUInt16LittleEndian(header[58..]) * BinaryPrimitives.ReadUInt16LittleEndian(header[60..]));
        var there = RandomAccess.GetLength(stream);
        return there < end ? $"is cut short, it has {there} of {end} bytes" : null;
    }

    private static ushort Own => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Arm64 : X64;

    private const ushort X64 = 62;
    private const ushort Arm64 = 183;

    private static string NameOf(ushort machine) =>
        machine switch
        {
            3 => "x86",
            40 => "arm",
            X64 => "x86-64",
            Arm64 => "arm64",
            243 => "RISC-V",
            _ => $"another architecture (ELF machine {machine})",
        };
}
