using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;

namespace OpenClaw.Packaging;

/// <summary>The scripts of <c>openclaw completion</c>, under the names that each shell looks for.</summary>
internal static class Completions
{
    public static async Task<int> WriteAsync(string folder)
    {
        foreach (
            var (shell, file) in new[]
            {
                ("bash", "bash-completion/completions/openclaw"),
                ("zsh", "zsh/vendor-completions/_openclaw"),
                ("fish", "fish/vendor_completions.d/openclaw.fish"),
            }
        )
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var script = new StreamWriter(path);
            var code = await CommandTable.RunAsync(["completion", shell], new CommandContext { Out = script, Error = Console.Error });
            if (code != 0)
            {
                return code;
            }
        }
        return 0;
    }
}
