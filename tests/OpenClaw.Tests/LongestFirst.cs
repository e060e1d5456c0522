using OpenClaw.Tests;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.EndToEnd.Page;
using OpenClaw.Tests.Policy.Programs.Differential;
using OpenClaw.Tests.Policy.Shell;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace OpenClaw.Tests;

/// <summary>Starts the classes that take longest first and the others in the order of their names: one that is drawn last would run while
/// the other cores have nothing left to do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest =
    [
        nameof(PageTests),
        nameof(ShellDifferentialTests),
        nameof(CrashTests),
        nameof(WebTests),
        nameof(DiskFaultTests),
        nameof(KilledTests),
        nameof(OptionDifferentialTests),
        nameof(SlackConnectionTests),
        nameof(SlackTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Place).ThenBy(static collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    // The collection of a class that names none is called "Test collection for NAMESPACE.CLASS (id: ...)".
    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(
            s_longest,
            name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal)
        );
        return place < 0 ? s_longest.Length : place;
    }
}
