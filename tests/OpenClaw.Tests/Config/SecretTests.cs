using OpenClaw.Config.Reading;

namespace OpenClaw.Tests.Config;

public sealed class SecretTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ConfigFolder With(string reference) =>
        _folder.With(
            "openclaw.toml",
            $"[models.big]\nprovider = \"openai\"\nurl = \"http://127.0.0.1:1/v1\"\nmodel = \"m\"\napi_key = {reference}\n"
        );

    [Fact]
    public void Secret_FromEachSource_IsRevealedAndNeverPrinted()
    {
        _folder
            .With("keys/a", "hunter2\n")
            .With("creds/c", "hunter2")
            .WithVariable("BIG_KEY", "hunter2")
            .WithVariable("CREDENTIALS_DIRECTORY", Path.Combine(_folder.Path, "creds"));
        File.SetUnixFileMode(Path.Combine(_folder.Path, "keys/a"), UnixFileMode.UserRead);
        File.SetUnixFileMode(Path.Combine(_folder.Path, "creds/c"), UnixFileMode.UserRead);
        foreach (
            var (reference, source) in new[]
            {
                ("{ env = \"BIG_KEY\" }", "env BIG_KEY"),
                ("{ file = \"keys/a\" }", "file keys/a"),
                ("{ credential = \"c\" }", "credential c"),
            }
        )
        {
            var result = With(reference).Load(ConfigPurpose.Run);
            Assert.Equal("", result.DiagnosticsText());
            var model = result.Config!.Models["big"];
            Assert.Equal("hunter2", model.ApiKey!.Reveal());
            Assert.Equal($"(secret from {source})", model.ApiKey.ToString());
            Assert.DoesNotContain("hunter2", model.ToString());
            Assert.DoesNotContain("hunter2", result.Config.Settings.ToString());
        }
    }

    [Fact]
    public void SecretFiles_AreKnown_SoThatToolsCannotReadThem()
    {
        var config = With("{ file = \"keys/a\" }").Load().Config!;
        Assert.Equal([Path.Combine(_folder.Path, "keys/a")], config.SecretFiles);
    }

    [Fact]
    public void CredentialOfTheUnit_IsReadFromItsDirectoryAndClosedToTools()
    {
        // As LoadCredential= leaves it: beside others, readable for the service alone.
        _folder.With("run/big_key", "hunter2\n").With("run/other", "x");
        File.SetUnixFileMode(Path.Combine(_folder.Path, "run/big_key"), UnixFileMode.UserRead);
        _folder.WithVariable("CREDENTIALS_DIRECTORY", Path.Combine(_folder.Path, "run"));

        var config = With("{ credential = \"big_key\" }").Load(ConfigPurpose.Run).Config!;

        Assert.Equal("hunter2", config.Models["big"].ApiKey!.Reveal());
        Assert.Equal([Path.Combine(_folder.Path, "run/big_key")], config.SecretFiles);
    }

    [Theory]
    [InlineData(nameof(ConfigPurpose.Check), "warning", true)]
    [InlineData(nameof(ConfigPurpose.Run), "error", false)]
    [InlineData(nameof(ConfigPurpose.Reload), "error", false)]
    public void Secret_Absent_IsAWarningInCheckAndAnErrorElsewhere(string purpose, string severity, bool usable)
    {
        var result = With("{ env = \"BIG_KEY\" }").Load(Enum.Parse<ConfigPurpose>(purpose));

        Assert.StartsWith(
            $"openclaw.toml:5:19: {severity}: models.big.api_key is absent: the environment variable BIG_KEY is not set",
            result.DiagnosticsText()
        );
        Assert.Equal(usable, result.Config is not null);
    }

    [Theory]
    [InlineData("{ file = \"keys/a\" }", "a\nb", "the secret has a line break or another control character in it")]
    [InlineData("{ file = \"keys/a\" }", "", "/folder/keys/a is empty")]
    [InlineData("{ file = \"keys\" }", "x", "/folder/keys cannot be read")]
    [InlineData("{ credential = \"../x\" }", "x", "models.big.api_key.credential is a name, not a path")]
    [InlineData("{ file = \"keys/a\", env = \"X\" }", "x", "models.big.api_key must be { env")]
    [InlineData("{ fiel = \"keys/a\" }", "x", "models.big.api_key must be { env")]
    [InlineData("3", "x", "models.big.api_key must be { env")]
    public void Secret_Unusable_SaysWhy(string reference, string content, string expected)
    {
        _folder.With("keys/a", content);
        File.SetUnixFileMode(Path.Combine(_folder.Path, "keys/a"), UnixFileMode.UserRead);
        With(reference);
        Assert.Contains(expected, _folder.Said(ConfigPurpose.Run));
    }

    [Fact]
    public void SecretFile_OpenToOthers_IsAWarning()
    {
        _folder.With("keys/a", "x");
        File.SetUnixFileMode(Path.Combine(_folder.Path, "keys/a"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        With("{ file = \"keys/a\" }");
        Assert.Contains(
            "warning: models.big.api_key: /folder/keys/a is open to other users; run: chmod 600 /folder/keys/a",
            _folder.Said()
        );
    }

    [Fact]
    public void ExecEnvironment_WithTheVariableOfASecret_IsRefused()
    {
        _folder.WithVariable("BIG_KEY", "x");
        With("{ env = \"BIG_KEY\" }\n[tools]\nexec_environment = [\"LANG\", \"BIG_KEY\"]");
        Assert.Contains("tools.exec_environment would show the secret in BIG_KEY to every command; take it out", _folder.Said());
    }
}
