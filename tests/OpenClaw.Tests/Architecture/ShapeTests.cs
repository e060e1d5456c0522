using System.Reflection;
using System.Runtime.CompilerServices;
using OpenClaw.Cli;
using OpenClaw.Foundation.Loop;

namespace OpenClaw.Tests.Architecture;

/// <summary>
/// How large a source and a constructor may be: past that there are two ideas in it. Each exception has its reason, and one that is not
/// needed any more has to go.
/// </summary>
public sealed class ShapeTests
{
    private const int MostParameters = 8;
    private const int MostLines = 300;

    private static readonly Dictionary<string, string> s_longSources = new()
    {
        ["OpenClaw.Gateway/Policy/Programs/Git/GitTables.cs"] = "one table: the options of each subcommand of git, beside each other",
        ["OpenClaw.Gateway/Hosting/GatewayBuilder.cs"] = "one list: every object of the program, read from top to bottom",
    };

    private static readonly Dictionary<string, string> s_wideConstructors = new()
    {
        ["OpenClaw.Turns.StoredMessage"] = "a row of the transcript: one value a column",
        ["OpenClaw.Policy.Programs.Tables.WrapperSpec"] = "a row of the table of wrappers, most of which name two or three of them",
    };

    [Fact]
    public void Sources_AreShort()
    {
        var wrong = Repository
            .Sources("src")
            .Select(path => (Name: Path.GetRelativePath(Repository.File("src"), path), Lines: LinesOf(path)))
            .Where(source => source.Lines > MostLines && !s_longSources.ContainsKey(source.Name))
            .Select(source => $"{source.Name} has {source.Lines} lines");

        Assert.Empty(wrong);
    }

    [Fact]
    public void LongSources_AreLongStill()
    {
        var needless = s_longSources.Keys.Where(name =>
            Repository.File("src", name) is var path && (!File.Exists(path) || LinesOf(path) <= MostLines)
        );

        Assert.Empty(needless);
    }

    [Fact]
    public void Constructors_TakeFewThings()
    {
        var wrong = Types()
            .Where(type => !s_wideConstructors.ContainsKey(type.FullName!))
            .Select(type => (type.FullName, Parameters: Widest(type)))
            .Where(type => type.Parameters > MostParameters)
            .Select(type => $"{type.FullName} takes {type.Parameters}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void WideConstructors_AreWideStill()
    {
        var wide = Types().Where(type => Widest(type) > MostParameters).Select(type => type.FullName!).ToHashSet();

        Assert.DoesNotContain(s_wideConstructors.Keys, name => !wide.Contains(name));
    }

    private static int LinesOf(string path) => File.ReadLines(path).Count();

    private static IEnumerable<Type> Types() =>
        new[] { typeof(EventLoop), typeof(CommandTable) }
            .SelectMany(static type => type.Assembly.GetTypes())
            .Where(static type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    private static int Widest(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static constructor => constructor.GetParameters().Length)
            .DefaultIfEmpty()
            .Max();
}
