namespace OpenClaw.Config.Reading;

/// <summary>
/// One effective setting as it can be shown: <c>models.small.context</c> and <c>8192</c>, given or by default. What a reload changed is
/// told by comparing these, so a setting that is read is a setting that is compared.
/// </summary>
/// <param name="Path">Where it stands; an element of a list goes by its name, <c>sessions[owner].queue</c>.</param>
/// <param name="Text">Its value in TOML's own writing; for a secret where it comes from, never what it is.</param>
/// <param name="Element">The named thing it belongs to (<c>models.small</c>), which comes and goes as a whole; empty for fixed
/// tables.</param>
/// <param name="Secret">The secret itself, so that a rotated one is noticed.</param>
internal sealed record ConfigSetting(string Path, string Text, string Element = "", Secret? Secret = null);
