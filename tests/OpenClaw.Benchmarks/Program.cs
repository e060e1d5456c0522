using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Benchmarks;
using OpenClaw.Benchmarks.Measures;

// Measures the native executable and holds it against its bars; docs/numbers.md has the same rows in the same order.
// usage: OpenClaw.Benchmarks EXECUTABLE [--json] [--only WORD]
if (args.Length == 0 || !File.Exists(args[0]))
{
    Console.Error.WriteLine("usage: OpenClaw.Benchmarks EXECUTABLE [--json] [--only WORD]");
    return 64;
}

var json = args.Contains("--json");
var only = args.SkipWhile(arg => arg != "--only").Skip(1).FirstOrDefault();
var executable = Path.GetFullPath(args[0]);

(string Name, Func<string, Task<IEnumerable<Result>>> Measure)[] measures =
[
    ("size", SizeMeasure.RunAsync),
    ("memory", MemoryMeasure.RunAsync),
    ("burst", BurstMeasure.RunAsync),
    ("cgroup", CgroupMeasure.RunAsync),
    ("start", StartMeasure.RunAsync),
    ("turn", TurnMeasure.RunAsync),
    ("throughput", ThroughputMeasure.RunAsync),
    ("telegram", TelegramMeasure.RunAsync),
    ("page", PageMeasure.RunAsync),
    ("writes", WriteMeasure.RunAsync),
    ("age", AgeMeasure.RunAsync),
    ("failover", FailoverMeasure.RunAsync),
    ("prompt", PromptMeasure.RunAsync),
];

var results = new List<Result>();
foreach (var (name, measure) in measures.Where(measure => only is null || measure.Name.Contains(only)))
{
    if (!json)
    {
        Console.Error.Write($"measuring {name} ... ");
    }
    try
    {
        results.AddRange(await measure(executable));
        if (!json)
        {
            Console.Error.WriteLine("done");
        }
    }
    catch (Exception e)
        when (e is IOException or InvalidOperationException or TimeoutException or JsonException or UnauthorizedAccessException)
    {
        results.Add(Result.Failed(name, e.Message));
        if (!json)
        {
            Console.Error.WriteLine("failed");
        }
    }
}

if (json)
{
    Console.WriteLine(
        new JsonArray([.. results.Select(result => result.ToJson())]).ToJsonString(new JsonSerializerOptions { WriteIndented = true })
    );
}
else
{
    Console.WriteLine();
    Console.WriteLine($"{"what", -62} {"measured", 14} {"bar", 14}  verdict");
    foreach (var result in results)
    {
        Console.WriteLine(result);
    }
}

return results.Any(result => result.Verdict is "over" or "failed") ? 1 : 0;
