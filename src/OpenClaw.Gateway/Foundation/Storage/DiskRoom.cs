namespace OpenClaw.Foundation.Storage;

/// <summary>How much room is left where the state is. Blocks; not for the loop.</summary>
internal static class DiskRoom
{
    /// <summary>A copy before a migration and a day's log must fit.</summary>
    private const long Least = 100 << 20;

    /// <summary>What is wrong with the room, as a sentence; null where there is enough.</summary>
    public static string? Shortage(string folder, long least = Least)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace is var free && free < least
                ? $"{free >> 20} MB are free where the state is ({folder}); nothing is accepted when there is none. Make room, or set [retention] shorter"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"how much room there is in {folder} cannot be seen: {e.Message}";
        }
    }
}
