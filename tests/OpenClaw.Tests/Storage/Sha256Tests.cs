using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Storage;

/// <summary>Our own SHA-256 against the standard's examples and the framework's.</summary>
public sealed class Sha256Tests
{
    // FIPS 180-4 and its examples.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    )]
    public void Of_ExamplesOfTheStandard_AreRight(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha256.Of(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Of_AMillionTimesA_IsTheStandardsLongExample() =>
        Assert.Equal(
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            Convert.ToHexStringLower(Sha256.Of(Enumerable.Repeat((byte)'a', 1_000_000).ToArray()))
        );

    [Fact]
    public void Of_EveryLengthAroundTheBlocks_IsTheFrameworks()
    {
        var bytes = new byte[300];
        new Random(7).NextBytes(bytes);

        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(SHA256.HashData(bytes.AsSpan(0, length)), Sha256.Of(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Of_Anything_IsTheFrameworks() =>
        Prop.ForAll((byte[] bytes) => SHA256.HashData(bytes).AsSpan().SequenceEqual(Sha256.Of(bytes))).QuickCheckThrowOnFailure();
}
