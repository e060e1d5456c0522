namespace OpenClaw.Policy.Calls;

/// <summary>SHA-256 over everything an approval is bound to.</summary>
internal static class CallDigest
{
    /// <returns>Lower-case hex.</returns>
    public static string Of(CallContext context)
    {
        using var hash = new FieldHash("openclaw-call-1");
        hash.Add(context.Session.Value);
        hash.Add(context.Tool);
        hash.Add(context.Arguments);
        hash.Add(context.Binding.WorkingDirectory ?? "");
        hash.Add(context.Binding.Executables.Count);
        foreach (var executable in context.Binding.Executables)
        {
            hash.Add(executable);
        }
        hash.Add(context.Binding.Hashes.Count);
        foreach (var file in context.Binding.Hashes)
        {
            hash.Add(file.Path);
            hash.Add(file.Sha256);
        }

        return hash.Finish();
    }
}
