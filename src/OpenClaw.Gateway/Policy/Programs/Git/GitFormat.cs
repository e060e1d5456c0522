namespace OpenClaw.Policy.Programs.Git;

/// <summary>Formats in which log and its kin print commits.</summary>
internal static class GitFormat
{
    /// <summary>Whether it has a <c>%G</c>, with or without a mark between the two: git asks gpg then.</summary>
    public static bool LooksAtSignatures(string format)
    {
        for (var at = format.IndexOf('%'); at >= 0 && at + 1 < format.Length; at = format.IndexOf('%', at + 1))
        {
            var next = format[at + 1] is '+' or '-' or ' ' ? at + 2 : at + 1;
            if (next < format.Length && format[next] == 'G')
            {
                return true;
            }
        }

        return false;
    }
}
