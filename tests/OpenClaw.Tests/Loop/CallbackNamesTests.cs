using OpenClaw.Foundation.Loop;

namespace OpenClaw.Tests.Loop;

public sealed class CallbackNamesTests
{
    [Theory]
    [InlineData(
        "OpenClaw.Foundation.Storage.Store+<ReadAsync>d__26`1[System.Collections.Generic.List`1[System.ValueTuple`3[System.String,OpenClaw.Messages.ReplyAddress,System.DateTimeOffset]]]",
        "Store.ReadAsync"
    )]
    [InlineData("OpenClaw.Hosting.GatewayRunner+<>c__DisplayClass4_0", "GatewayRunner")]
    [InlineData("OpenClaw.Hosting.GatewayRunner+<>c__DisplayClass4_0+<<DriveAsync>g__LiveAsync|0>d", "GatewayRunner.DriveAsync")]
    [InlineData("OpenClaw.Models.ModelAsk+<AskOnceAsync>d__12", "ModelAsk.AskOnceAsync")]
    [InlineData("System.Threading.Timer", "Timer")]
    public void Name_OfAType_IsClassAndMethod(string type, string name) => Assert.Equal(name, CallbackNames.Plain(type));
}
