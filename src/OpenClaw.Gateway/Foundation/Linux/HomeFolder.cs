namespace OpenClaw.Foundation.Linux;

/// <summary>The home of the user whom this process runs as: what <c>~</c> means, here and in every command.</summary>
internal static class HomeFolder
{
    /// <summary>
    /// $HOME, else what the accounts of the system say; never empty, so that <c>~/x</c> can never become <c>/x</c>. The folder need not
    /// exist: a new account's does not, and the framework's plain question answers with an empty text then.
    /// </summary>
    public static string Path =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
}
