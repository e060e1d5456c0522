namespace OpenClaw.Config.Loading;

/// <summary>The annotated configuration that <c>openclaw example</c> prints: <c>Config/openclaw.example.toml</c>, carried in the
/// executable.</summary>
internal static class ExampleConfig
{
    public static string Text
    {
        get
        {
            using var stream =
                typeof(ExampleConfig).Assembly.GetManifestResourceStream("openclaw.toml")
                ?? throw new InvalidOperationException("the example configuration is not in the executable");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
