using OpenClaw.Foundation.Logging;
using OpenClaw.Hosting;
using OpenClaw.Tests.Config;

namespace OpenClaw.Tests.Hosting;

/// <summary>What <c>openclaw run</c> makes of its configuration before anything is opened; its life is driven in <c>EndToEnd</c>.</summary>
public sealed class GatewayRunnerTests : IDisposable
{
    private const string Model = "[models.m]\nprovider = \"scripted\"\n[chains.default]\nmodels = [\"m\"]\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NoOwnerNamed_TheUserOfTheGatewayIsTheOwner() =>
        Assert.Equal([$"local:{UnixUser.NameOf(UnixUser.Own)}"], GatewayRunner.WithOwner(_folder.Config(Model)).Agent.Owners);

    [Fact]
    public void OwnersNamed_AreTheOnlyOnes()
    {
        var config = _folder.Config($"[agent]\nowners = [\"local:anna\"]\n{Model}");

        Assert.Same(config, GatewayRunner.WithOwner(config));
        Assert.Equal(["local:anna"], config.Agent.Owners);
    }
}
