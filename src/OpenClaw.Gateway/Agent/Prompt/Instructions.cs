using OpenClaw.Config.Tables;

namespace OpenClaw.Agent.Prompt;

/// <summary>The instruction files as they were at start or at the last reload: they open the system prompt, so they must not change from
/// turn to turn.</summary>
internal sealed record Instructions(IReadOnlyList<string> Texts, IReadOnlyList<string> Problems)
{
    /// <summary>Longer would cost a small model its whole context.</summary>
    private const int LargestFile = 64 * 1024;

    public static async Task<Instructions> ReadAsync(AgentConfig agent)
    {
        var texts = new List<string>();
        var problems = new List<string>();
        foreach (var path in agent.Instructions)
        {
            try
            {
                var info = new FileInfo(path);
                if (info.Exists && info.Length > LargestFile)
                {
                    problems.Add($"instruction file {path} is larger than 64 KB and was left out");
                }
                else
                {
                    texts.Add(await File.ReadAllTextAsync(path));
                }
            }
            catch (FileNotFoundException)
            {
                problems.Add($"instruction file {path} does not exist");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"instruction file {path} cannot be read: {e.Message}");
            }
        }

        return new Instructions(texts, problems);
    }
}
