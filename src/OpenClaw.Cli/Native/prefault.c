/*
 * The only C here, run by the loader before the runtime starts (docs/decisions/0011-pages-in-one-call.md).
 *
 * The native runtime unpacks its type tables, several megabytes, into zeroed memory right at the start and so touches every page of it: a thousand
 * page faults, one by one, which on a small or virtual machine is most of what `openclaw status` costs. The kernel gives the same pages in one call.
 *
 * Advice and nothing else: where the kernel does not know it (populate: before Linux 5.14) or has no large pages, the faults happen as ever.
 */
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

/* Set by the linker: where the zeroed memory begins, and where the program ends. The type tables are all but the first few pages of it. */
extern char __bss_start[], _end[];

__attribute__((constructor)) static void prefault(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)__bss_start + page - 1) & ~(page - 1);
    uintptr_t to = (uintptr_t)_end & ~(page - 1);

    (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
    (void)madvise((void *)from, to - from, MADV_POPULATE_WRITE);
}
