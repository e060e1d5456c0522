using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Control.Api;
using OpenClaw.Control.Peers;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.Control;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Models;

namespace OpenClaw.Tests.Issues;

/// <summary>A model that had been missing was left out of its chains until the next probe, though it had just been fetched.</summary>
public sealed class PulledModelsAreAwake
{
    [Fact]
    public async Task Pull_ModelThatWasMissing_IsAskedAgainAtOnce_UnderEachOfItsNames()
    {
        await using var server = new RawServer(request =>
            RawReply.Http(200, request.Path == "/api/pull" ? "{\"status\":\"success\"}\n" : "{}", "application/x-ndjson")
        );
        using var folder = new ConfigFolder();
        var config = new Current<GatewayConfig>(folder.Config("[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\n"));
        ModelTable? table = null;
        await using var rig = ControlRig.On(loop =>
        {
            ModelConfig[] models = [Named("a", "new"), Named("b", "new"), Named("c", "other")];
            table = new ModelTable(
                models,
                [ChainBench.Chain("a", "b", "c")],
                ClientBench.Dialer,
                loop,
                static config => ClientBench.OllamaAt(config)
            );
            var api = new ModelsApi(
                new Current<ModelTable>(table),
                config,
                static () => Task.FromResult<SpendingStatus?>(null),
                new PeerRights(config),
                loop.Time
            );
            return [ModelsApi.Pull.By(api.PullAsync)];
        });
        await OnLoopAsync(
            rig,
            () =>
                table!
                    .Models.ToList()
                    .ForEach(static model =>
                        model.Health.Failed(new ModelFailure.ModelMissing("not there"), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1))
                    )
        );

        // What is told of the progress comes before the answer.
        var peer = rig.Connect(uid: 0);
        await peer.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"models.pull","params":{"model":"a"}}""" + "\n");
        string? line;
        do
        {
            line = await peer.ReadAsync();
        } while (line?.Contains("\"id\":1", StringComparison.Ordinal) == false);

        Assert.Contains("\"done\":true", line);
        await OnLoopAsync(
            rig,
            () => Assert.Equal(["c"], table!.Models.Where(static model => model.Health.IsOut).Select(static model => model.Name))
        );

        ModelConfig Named(string name, string tag) => ClientBench.ConfigOf(server.Url, model: tag) with { Name = name };
    }

    private static Task OnLoopAsync(ControlRig rig, Action act) =>
        rig.Loop.InvokeAsync(() =>
        {
            act();
            return Task.FromResult(0);
        });
}
