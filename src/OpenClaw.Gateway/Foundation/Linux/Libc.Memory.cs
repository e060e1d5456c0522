using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>Memory: what is mapped, and what is given back.</summary>
internal static unsafe partial class Libc
{
    public const int MADV_DONTNEED = 4;

    /// <summary><c>struct dl_phdr_info</c>, its beginning.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LoadedFile
    {
        public nuint Base;
        public byte* Name;
        public Segment* Headers;
        public ushort HeaderCount;
    }

    /// <summary><c>Elf64_Phdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Segment
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

    [LibraryImport(C)]
    public static partial int malloc_trim(nuint pad);

    [LibraryImport(C)]
    public static partial int dl_iterate_phdr(delegate* unmanaged<LoadedFile*, nuint, void*, int> callback, void* data);

    [LibraryImport(C)]
    public static partial int madvise(void* address, nuint length, int advice);
}
