using System.CommandLine;

namespace OpenClaw.Commands;

/// <summary><c>openclaw completion bash|zsh</c>: a script for the shell; names come from this executable, sessions and approvals from the gateway.</summary>
internal sealed class CompletionCommand : CommandBase
{
    // COMP_WORDBREAKS has a colon, and session keys too: the shell replaces only what stands after the last one.
    private const string Bash =
        """
        # openclaw completion for bash:  source <(openclaw completion bash)
        _openclaw() {
          local line=${COMP_LINE:0:COMP_POINT} word names IFS=$'\n'
          word=${line##*[[:space:]]}
          names=$(openclaw "[suggest:${#line}]" "$line" 2>/dev/null)
          [[ $word == -* ]] || names=$(grep -v '^-' <<< "$names")
          COMPREPLY=($(compgen -W "$names" -- "$word"))
          [[ $word == *:* && $COMP_WORDBREAKS == *:* ]] && COMPREPLY=("${COMPREPLY[@]#"${word%:*}:"}")
        }
        complete -o default -F _openclaw openclaw

        """;

    private const string Zsh =
        """
        #compdef openclaw
        # openclaw completion for zsh:  source <(openclaw completion zsh)
        _openclaw() {
          local line="${words[1,CURRENT]}"
          local -a found
          found=(${(f)"$(openclaw "[suggest:${#line}]" "$line" 2>/dev/null)"})
          [[ $words[CURRENT] == -* ]] || found=(${found:#-*})
          if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _openclaw openclaw

        """;

    public CompletionCommand(CommandContext context)
        : base("completion", "Print a completion script for a shell. It also completes session names and approval ids.",
            "source <(openclaw completion bash)",
            "openclaw completion zsh > ~/.zfunc/_openclaw")
    {
        var shell = new Argument<string>("SHELL") { Description = "bash or zsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        Arguments.Add(shell);
        SetAction(parse => context.Out.Write(parse.GetValue(shell) == "bash" ? Bash : Zsh));
    }
}
