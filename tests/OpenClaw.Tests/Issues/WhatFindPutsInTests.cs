using OpenClaw.Exec;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Issues;

/// <summary>A path that find puts in was taken for one below its folders, also where the word goes up again or a link stands
/// there.</summary>
public sealed class WhatFindPutsInTests : IDisposable
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');

    // A folder of its own: whatever else lies in the machine's would be looked through.
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("find . -maxdepth 0 -exec cat '{}/../out/secret' ';'")]
    [InlineData("find . -type f -exec cat '{}/../out/secret' ';'")]
    [InlineData("find . -exec grep x '{}/../f' ';'")]
    [InlineData("find . -type f -exec awk 1 '{}/../f' ';'")]
    [InlineData("find . -type f -exec sort b -o '{}/../f' ';'")]
    [InlineData("find . -type f -exec tee '{}/../f' ';'")]
    [InlineData("find . -type f -exec tar tf '{}/../f' ';'")]
    [InlineData("find . -type f -exec nice cat '{}/../f' ';'")]
    [InlineData("find . -type f -exec sort b -o '{}.bak' ';'")]
    [InlineData("find . -name l -exec cat '{}' ';'")]
    [InlineData("find . -name l -exec nice cat '{}' ';'")]
    [InlineData("find . -type l -exec cat '{}' ';'")]
    [InlineData("find . -type f,l -exec cat '{}' ';'")]
    [InlineData("find . -type f -o -exec cat '{}' ';'")]
    [InlineData("find . '!' -type f -exec cat '{}' ';'")]
    [InlineData("find . -name -type f -exec cat '{}' ';'")]
    [InlineData("find . -exec cat '{}' ';' -type f")]
    [InlineData("find -L . -type f -exec cat '{}' ';'")]
    [InlineData("find . -follow -type f -exec cat '{}' ';'")]
    [InlineData("find . -type f -exec sh -c \"cat '{}'\" ';'")]
    [InlineData("xargs -I% sh -c \"cat '%'\"")]
    public void Word_ThatMayLeadOut_CannotBeTold(string line) => Assert.Contains(Effects(line), static e => e is Effect.OpaqueLine);

    [Theory]
    [InlineData("find . -type f -exec wc -l {} +")]
    [InlineData("find . -name x -type f -exec wc -l {} +")]
    [InlineData("find . -maxdepth 2 -type f -exec grep -l y {} +")]
    [InlineData("find . -type f -exec cat '{}' ';'")]
    [InlineData("find . -exec echo {} +")]
    [InlineData("find . -name x -exec pwd ';'")]
    public void Word_ThatStaysBelow_IsUnderstood(string line) => Assert.DoesNotContain(Effects(line), static e => e is Effect.OpaqueLine);

    private Effect[] Effects(string line) => [.. LineAnalyzer.Analyze(line, _folder.Path, s_path).Effects];
}
