namespace OpenClaw.Cli.Commands.Common;

/// <summary>Looks whether a descriptor has input for a command that has other words too, without reading any of it and without waiting for
/// ever.</summary>
internal static unsafe class StandardInput
{
    private const int F_GETFD = 1,
        FD_CLOEXEC = 1,
        SEEK_CUR = 1;

    /// <summary>How long a pipe may stay silent. Whoever begins later is told so, and can say <c>-</c>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static GivenInput Look(int descriptor, TimeSpan patience)
    {
        // What was inherited has lost this mark. A descriptor that has it is one of our own, in the place of one that was closed.
        var flags = Libc.fcntl(descriptor, F_GETFD, 0);
        if (flags < 0 || (flags & FD_CLOEXEC) != 0)
        {
            return GivenInput.None;
        }
        // Only a file (and a device such as /dev/null, at 0) has a place. One that is not at its beginning belongs to a loop that reads it
        // line by line.
        var place = Libc.lseek(descriptor, 0, SEEK_CUR);
        if (place > 0)
        {
            return GivenInput.None;
        }
        if (place == 0)
        {
            return GivenInput.Some;
        }
        var pipe = new Libc.PollFd { Fd = descriptor, Events = Libc.POLLIN };
        while (true)
        {
            switch (Libc.poll(&pipe, 1, (int)patience.TotalMilliseconds))
            {
                case 0:
                    return GivenInput.Silent;
                // Its other end is closed, or there is something to read.
                case > 0:
                    return (pipe.Revents & (Libc.POLLIN | Libc.POLLHUP)) != 0 ? GivenInput.Some : GivenInput.None;
                case < 0 when Libc.Errno == Libc.EINTR:
                    continue;
                default:
                    return GivenInput.None;
            }
        }
    }
}
