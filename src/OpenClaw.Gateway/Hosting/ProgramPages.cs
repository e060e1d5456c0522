using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenClaw.Hosting;

/// <summary>The pages of the executable itself: code and constants, mapped from its file and never written to.</summary>
internal static unsafe class ProgramPages
{
    private const uint Loaded = 1,
        Writable = 2;

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
        _ = Libc.dl_iterate_phdr(&GiveBack, null);
    }

    /// <summary>Called with each loaded file, the executable first; an answer other than 0 ends it there.</summary>
    [UnmanagedCallersOnly]
    private static int GiveBack(Libc.LoadedFile* file, nuint size, void* data)
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
            _ = Libc.madvise((void*)start, file->Base + (nuint)(segment.Address + segment.Size) - start, Libc.MADV_DONTNEED);
        }

        return 1;
    }
}
