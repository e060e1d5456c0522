using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenClaw.Hosting;

/// <summary>The pages of the executable itself: code and constants, mapped from its file and never written to.</summary>
internal static unsafe partial class ProgramPages
{
    private const uint Loaded = 1,
        Writable = 2;
    private const int DontNeed = 4;

    /// <summary>
    /// Gives back those that are mapped. A start reads through most of them once (type tables, binders, migrations), and the kernel maps
    /// sixteen around each that is touched; what the gateway goes on with is a small part, and is mapped again from the kernel's cache as
    /// it is used. </summary>
    public static void GiveBack()
    {
        // Under the JIT the program is another one; and the headers below are those of 64 bits.
        if (RuntimeFeature.IsDynamicCodeSupported || nint.Size != 8)
        {
            return;
        }
        _ = dl_iterate_phdr(&GiveBack, null);
    }

    /// <summary>Called with each loaded file, the executable first; an answer other than 0 ends it there.</summary>
    [UnmanagedCallersOnly]
    private static int GiveBack(LoadedFile* file, nuint size, void* data)
    {
        var page = (nuint)Environment.SystemPageSize;
        for (var i = 0; i < file->HeaderCount; i++)
        {
            var segment = file->Headers[i];
            // What may be written to has been (relocations), and the file does not have it.
            if (segment.Type != Loaded || (segment.Flags & Writable) != 0)
            {
                continue;
            }
            var start = (file->Base + (nuint)segment.Address) & ~(page - 1);
            _ = madvise((void*)start, file->Base + (nuint)(segment.Address + segment.Size) - start, DontNeed);
        }

        return 1;
    }

    /// <summary><c>struct dl_phdr_info</c>, its beginning.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LoadedFile
    {
        public nuint Base;
        public byte* Name;
        public Segment* Headers;
        public ushort HeaderCount;
    }

    /// <summary><c>Elf64_Phdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Segment
    {
        public uint Type;
        public uint Flags;
        public ulong Offset;
        public ulong Address;
        public ulong PhysicalAddress;
        public ulong FileSize;
        public ulong Size;
        public ulong Alignment;
    }

    [LibraryImport("libc")]
    private static partial int dl_iterate_phdr(delegate* unmanaged<LoadedFile*, nuint, void*, int> callback, void* data);

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nuint length, int advice);
}
