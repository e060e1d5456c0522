using OpenClaw.Foundation.Text.Templates;

namespace OpenClaw.Tests.Text.Templates;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("words alone, { and } and }} too", "words alone, { and } and }} too")]
    [InlineData("{{a}}", "<a>")]
    [InlineData("{{ a }}{{b}}", "<a><b>")]
    [InlineData("x {{a.b.c}} y", "x <a/b/c> y")]
    [InlineData("{{a[0].b[12]}}", "<a/0/b/12>")]
    [InlineData("{{a.0.b}}", "<a/0/b>")]
    [InlineData("{{header.X-GitHub-Event}}", "<header/X-GitHub-Event>")]
    [InlineData("{{größe.@id.$ref.a:b}}", "<größe/@id/$ref/a:b>")]
    [InlineData("{{a}}}", "<a>}")]
    [InlineData("{ {a}} {", "{ {a}} {")]
    [InlineData("two\n{{a}}\nlines", "two\n<a>\nlines")]
    public void Fill_GoodTemplate_HasAValueInEachPlace(string template, string expected) =>
        Assert.Equal(expected, Template.Parse(template).Fill(place => $"<{string.Join('/', place.Path)}>"));

    [Theory]
    [InlineData("{{", 0, 2, "has a {{ without its }}")]
    [InlineData("x {{a} y", 2, 2, "has a {{ without its }}")]
    [InlineData("x {{  }} y", 2, 6, "has an empty {{}}")]
    [InlineData("{{.a}}", 2, 1, "has \".\" where a name belongs")]
    [InlineData("{{a.}}", 3, 1, "has a dot that no name follows")]
    [InlineData("{{a b}}", 4, 1, "has \"b\" where a dot, a [number] or the closing braces belong")]
    [InlineData("{{a[]}}", 3, 2, "has a [ that no number and ] follow; the first of a list is [0]")]
    [InlineData("{{a[-1]}}", 3, 2, "has a [ that no number and ] follow; the first of a list is [0]")]
    [InlineData("{{a[1}}", 3, 2, "has a [ that no number and ] follow; the first of a list is [0]")]
    [InlineData("{{a]}}", 3, 1, "has \"]\" where a dot, a [number] or the closing braces belong")]
    [InlineData("{{{a}}", 2, 1, "has \"{\" where a name belongs")]
    [InlineData("{{\"a\"}}", 2, 1, "has \"\"\" where a name belongs")]
    public void TryParse_BadTemplate_SaysWhatAndWhere(string template, int start, int length, string message)
    {
        Assert.Null(Template.TryParse(template, out var error));
        Assert.Equal(new TemplateError(start, length, message), error);
    }

    [Fact]
    public void Fill_ValueWithPlacesInIt_IsNotLookedAt() => Assert.Equal("{{b}} {{b}}", Template.Parse("{{a}} {{a}}").Fill(_ => "{{b}}"));

    [Fact]
    public void Places_KnowWhereTheyStand()
    {
        var place = Assert.Single(Template.Parse("ab {{ c.d }} e").Places);

        Assert.Equal((3, 9), (place.Start, place.Length));
    }

    [Fact]
    public void TryParse_AnyText_EndsWithATemplateOrAnErrorInsideTheText()
    {
        const string Letters = "{}[].a0 \n\"";
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Letters[random.Next(Letters.Length)]));
            if (Template.TryParse(text, out var error) is { } template)
            {
                Assert.DoesNotContain(template.Places, place => place.Path.Count == 0);
            }
            else
            {
                Assert.True(error!.Start >= 0 && error.Length > 0 && error.Start + error.Length <= text.Length, $"{text}: {error}");
            }
        }
    }
}
