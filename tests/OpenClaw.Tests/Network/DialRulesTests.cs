using System.Net;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Tests.Network;

public class DialRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.20", true)]
    [InlineData("::ffff:192.168.1.20", true)]
    [InlineData("192.168.1.21", false)]
    [InlineData("10.1.255.3", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("fd00::7", true)]
    [InlineData("fd01::7", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    public void MayConnect_LocalOnly_LoopbackAndListedOnly(string address, bool expected)
    {
        var rules = new DialRules(localOnly: true, ["192.168.1.20", "10.1.2.3/16", "fd00::/32"]);
        Assert.Equal(expected, rules.MayConnect(address, IPAddress.Parse(address)));
    }

    [Fact]
    public void MayConnect_ListedName_ItsAddressIsPermittedUnderThatNameOnly()
    {
        var rules = new DialRules(localOnly: true, ["nas.lan"]);
        Assert.True(rules.MayConnect("NAS.lan.", IPAddress.Parse("192.168.1.9")));
        Assert.False(rules.MayConnect("other.lan", IPAddress.Parse("192.168.1.9")));
    }

    [Theory]
    [InlineData("wss-primary.slack.com", true)]
    [InlineData("a.b.SLACK.com.", true)]
    [InlineData("slack.com", false)]
    [InlineData("notslack.com", false)]
    [InlineData("slack.com.example.org", false)]
    public void MayResolve_NamesBelowAListedOne(string host, bool expected) =>
        Assert.Equal(expected, new DialRules(localOnly: true, ["*.slack.com"]).MayResolve(host));

    [Fact]
    public void MayConnect_LocalhostThatLeadsElsewhere_IsRefused()
    {
        var rules = new DialRules(localOnly: true, ["localhost"]);
        Assert.False(rules.MayConnect("localhost", IPAddress.Parse("93.184.216.34")));
        Assert.True(rules.MayConnect("localhost", IPAddress.IPv6Loopback));
    }

    [Fact]
    public void MayConnect_NotLocalOnly_Everything() =>
        Assert.True(DialRules.Open.MayConnect("example.org", IPAddress.Parse("93.184.216.34")));

    [Theory]
    [InlineData("192.168.1.20", true)]
    [InlineData("192.168.1.0/24", true)]
    [InlineData("[fd00::1]", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("nas.lan", true)]
    [InlineData("nas", true)]
    [InlineData("*.lan", true)]
    [InlineData("*", false)]
    [InlineData("*.", false)]
    [InlineData("a.*.lan", false)]
    [InlineData("192.168.1", false)]
    [InlineData("192.168.1.0/33", false)]
    [InlineData("192.168.1.0/x", false)]
    [InlineData("http://nas.lan", false)]
    [InlineData("nas.lan:80", false)]
    [InlineData("", false)]
    public void IsValidEntry_Entry_IsUnderstoodOrNot(string entry, bool expected) => Assert.Equal(expected, DialRules.IsValidEntry(entry));
}
