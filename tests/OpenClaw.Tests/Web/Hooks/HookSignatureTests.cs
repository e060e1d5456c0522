using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Web.Hooks;

namespace OpenClaw.Tests.Web.Hooks;

public sealed class HookSignatureTests
{
    private const long Now = 1_800_000_000;

    private readonly Secret _secret = new("env S", "It's a Secret to Everybody");
    private readonly HeaderDictionary _headers = [];

    [Theory]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", true)]
    [InlineData("SHA256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17", true)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18", false)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e", false)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1700", false)]
    [InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("sha256=", false)]
    [InlineData("", false)]
    public void GitHub_ItsOwnExample_IsRightAndNothingElseIs(string shown, bool isRight)
    {
        // "Testing the webhook payload validation" at docs.github.com.
        _headers[HookSignature.GitHubHeader] = shown;

        var refusal = Check(HookSignatureKind.GitHub, "Hello, World!");

        Assert.Equal(isRight, refusal is null);
        // Nobody guesses with nothing.
        Assert.Equal(!isRight && shown.Length > 0, refusal is { IsGuess: true });
    }

    [Fact]
    public void Generic_KnownValue_IsRight()
    {
        // printf '1800000000.{"a":1}' | openssl dgst -sha256 -hmac "It's a Secret to Everybody"
        _headers[HookSignature.GenericHeader] = "sha256=5e56dd832a1cdd49766a18684c19fb8cde35a4ee48c478df4f4a1f1134e28bcb";
        _headers[HookSignature.TimestampHeader] = "1800000000";

        Assert.Null(Check(HookSignatureKind.Generic, """{"a":1}"""));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Generic_SignedAtAnotherTime_IsRightForFiveMinutes(int off, bool isRight)
    {
        Sign($"{Now + off}", "x");

        var refusal = Check(HookSignatureKind.Generic, "x");

        Assert.Equal(isRight, refusal is null);
        // Whoever has the right secret and a wrong clock is not guessing.
        Assert.True(refusal is null or { IsGuess: false });
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("18000000000000")]
    public void Generic_WithoutATime_IsRefused(string timestamp)
    {
        Sign(timestamp, "x");

        Assert.NotNull(Check(HookSignatureKind.Generic, "x"));
    }

    [Fact]
    public void Generic_AnotherTimeThanTheSignedOne_IsRefused()
    {
        Sign($"{Now - 1000}", "x");
        _headers[HookSignature.TimestampHeader] = $"{Now}";

        Assert.True(Check(HookSignatureKind.Generic, "x")!.IsGuess);
    }

    [Fact]
    public void AbsentSecret_NothingFits()
    {
        _headers[HookSignature.GitHubHeader] = HookSignature.Of("", "", []);

        Assert.NotNull(HookSignature.Check(HookSignatureKind.GitHub, new Secret("env S", null), _headers, [], DateTimeOffset.UnixEpoch));
    }

    private void Sign(string timestamp, string body)
    {
        _headers[HookSignature.TimestampHeader] = timestamp;
        _headers[HookSignature.GenericHeader] = HookSignature.Of(_secret.Reveal(), $"{timestamp}.", Encoding.UTF8.GetBytes(body));
    }

    private HookRefusal? Check(HookSignatureKind kind, string body) =>
        HookSignature.Check(kind, _secret, _headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.FromUnixTimeSeconds(Now));
}
