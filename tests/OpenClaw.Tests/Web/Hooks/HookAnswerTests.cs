using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Control.Api;
using OpenClaw.Web.Hooks;

namespace OpenClaw.Tests.Web.Hooks;

public sealed class HookAnswerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Queued_BehindWhatWaits_SaysSo(bool isTold)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var result = new SendResult
        {
            Session = "hook:ci",
            Message = "1",
            Turn = 3,
            State = SendStates.Queued,
            Reason = "an earlier message waits for approval bako-42",
        };

        await HookAnswer.WriteAsync(context, result, isTold);

        Assert.Equal(202, context.Response.StatusCode);
        Assert.Equal(
            """{"turn":3,"session":"hook:ci","state":"queued","reason":"an earlier message waits for approval bako-42"}""",
            Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray())
        );
    }
}
