namespace OpenClaw.Foundation.Logging;

/// <summary>
/// What it means that launched commands run as the user the gateway runs as: said once wherever the machine or the configuration is looked
/// at, and not of each file. </summary>
internal static class CommandsOwnUser
{
    public const string Line =
        "commands run as the gateway's own user, so one that is allowed or approved can read and change the configuration, the secrets and the state; file tools cannot.";

    /// <summary>Whether the user of this process may write a file, and so may commands that he lets the gateway run.</summary>
    public static bool Owns(string? file)
    {
        if (file is null || !File.Exists(file))
        {
            return false;
        }
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
