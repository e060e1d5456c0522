namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>What the clock says when it is time for a job that appends a line of the job's name.</summary>
internal static class JobMessage
{
    public static Said Command(string job) => new($"cron:{job}", job) { Command = $"sh count.sh {job}", IsJobRun = true };
}
