namespace OpenClaw.Benchmarks.Measures;

internal static class SizeMeasure
{
    public static Task<IEnumerable<Result>> RunAsync(string executable) =>
        Task.FromResult<IEnumerable<Result>>([new Result("executable", new FileInfo(executable).Length / 1e6, 22.5, "MB")]);
}
