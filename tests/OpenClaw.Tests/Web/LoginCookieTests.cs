using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Web.Page;

namespace OpenClaw.Tests.Web;

public class LoginCookieTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly WebChatUser s_pi = new("p.i", new Secret("env PI", "pi-0123456789abcdef"));
    private static readonly WebChatConfig s_config = new()
    {
        Users = [new WebChatUser("anna", new Secret("env ANNA", "anna-0123456789abcdef")), s_pi],
    };

    [Fact]
    public void Find_OfWhatWasMade_IsTheUserUntilItsLifeIsOver()
    {
        var (cookie, key) = LoginCookie.Make(s_pi, s_now);

        Assert.Equal(s_pi, LoginCookie.Find(cookie, key, s_config, s_now));
        Assert.Equal(s_pi, LoginCookie.Find(cookie, key, s_config, s_now + LoginCookie.Life - TimeSpan.FromSeconds(1)));
        Assert.Null(LoginCookie.Find(cookie, key, s_config, s_now + LoginCookie.Life));
        Assert.False(LoginCookie.IsOld(cookie, s_now));
        Assert.True(LoginCookie.IsOld(cookie, s_now + LoginCookie.Life * 0.6));
    }

    [Fact]
    public void Find_AfterTheTokenWasChanged_IsNobody()
    {
        var (cookie, key) = LoginCookie.Make(s_pi, s_now);

        Assert.Null(
            LoginCookie.Find(
                cookie,
                key,
                new WebChatConfig { Users = [s_pi with { Token = new Secret("env PI", "another-0123456789") }] },
                s_now
            )
        );
        Assert.Null(LoginCookie.Find(cookie, key, new WebChatConfig { Users = [s_pi with { Token = new Secret("env PI", null) }] }, s_now));
        Assert.Null(LoginCookie.Find(cookie, key, new WebChatConfig(), s_now));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("..p.i")]
    [InlineData("99999999999..p.i")]
    [InlineData("-1.00.p.i")]
    [InlineData("99999999999999999999999.00.p.i")]
    [InlineData("4000000000.0000000000000000000000000000000000000000000000000000000000000000.p.i")]
    [InlineData("4000000000.00000000000000000000000000000000.0000000000000000000000000000000000000000000000000000000000000000.p.i")]
    public void Find_OfWhatSomebodyMadeUp_IsNobody(string cookie) =>
        Assert.Null(LoginCookie.Find(cookie, new string('0', 64), s_config, s_now));

    [Fact]
    public void Find_WithAnyPartChanged_IsNobody()
    {
        var (cookie, key) = LoginCookie.Make(s_pi, s_now);
        for (var i = 0; i < cookie.Length; i++)
        {
            var changed = cookie[..i] + (char)(cookie[i] ^ 1) + cookie[(i + 1)..];
            Assert.True(LoginCookie.Find(changed, key, s_config, s_now) is null, $"character {i}: {changed}");
        }

        Assert.Null(LoginCookie.Find(cookie.Replace("p.i", "anna"), key, s_config, s_now));
    }

    [Fact]
    public void Find_WithoutItsKey_OrWithAnotherLogins_IsNobody()
    {
        var (cookie, key) = LoginCookie.Make(s_pi, s_now);
        var (other, otherKey) = LoginCookie.Make(s_pi, s_now);

        Assert.Null(LoginCookie.Find(cookie, "", s_config, s_now));
        Assert.Null(LoginCookie.Find(cookie, otherKey, s_config, s_now));
        Assert.Null(LoginCookie.Find(other, key, s_config, s_now));
        Assert.Null(LoginCookie.Find(cookie, cookie.Split('.')[2], s_config, s_now));
        Assert.Null(LoginCookie.Find(key, key, s_config, s_now));
        Assert.DoesNotContain(key, cookie);
    }

    [Fact]
    public void Renew_GivesALifeMore_UnderTheKeyThatOtherTabsHold()
    {
        var (cookie, key) = LoginCookie.Make(s_pi, s_now);

        var renewed = LoginCookie.Renew(cookie, s_pi, s_now + (LoginCookie.Life * 0.6));

        Assert.Equal(s_pi, LoginCookie.Find(renewed, key, s_config, s_now + (LoginCookie.Life * 1.5)));
        Assert.Equal(s_pi, LoginCookie.Find(cookie, key, s_config, s_now));
    }
}
