namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw completion bash|zsh|fish</c>: a script for the shell; names come from this executable, sessions and approvals from the
/// gateway.</summary>
internal sealed class CompletionCommand : CommandBase
{
    // COMP_WORDBREAKS has a colon, and session keys too: the shell replaces only what stands after the last one. Whoever may send a message
    // chooses the name of a session, so a name is never expanded (which `compgen -W` would do) and goes quoted onto the line.
    private const string Bash = """
        # openclaw completion for bash:  source <(openclaw completion bash)
        _openclaw() {
          local line=${COMP_LINE:0:COMP_POINT} word name
          word=${line##*[[:space:]]}
          COMPREPLY=()
          while IFS= read -r name; do
            printf -v name %q "$name"
            [[ $name == "$word"* && ($word == -* || $name != -*) ]] || continue
            [[ $word == *:* && $COMP_WORDBREAKS == *:* ]] && name=${name#"${word%:*}:"}
            COMPREPLY+=("$name")
          done < <(openclaw "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _openclaw openclaw

        """;

    private const string Zsh = """
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

    // fish quotes what it puts onto the line itself.
    private const string Fish = """
        # openclaw completion for fish:  openclaw completion fish | source
        function __openclaw_complete
          set -l line (commandline -cp)
          set -l word (commandline -ct)
          for name in (openclaw "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
            if string match -q -- '-*' "$word"; or not string match -q -- '-*' "$name"
              echo -- $name
            end
          end
        end
        complete -c openclaw -a '(__openclaw_complete)'

        """;

    public CompletionCommand(CommandContext context)
        : base(
            context,
            "completion",
            "Print a completion script for a shell. It also completes session names and approval ids.",
            "source <(openclaw completion bash)",
            "openclaw completion zsh > ~/.zfunc/_openclaw",
            "openclaw completion fish > ~/.config/fish/completions/openclaw.fish"
        )
    {
        var shell = Word<string>("SHELL", "bash, zsh or fish");
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        SetAction(parse => context.WriteText(IsJson(parse), "script", Script(parse.GetValue(shell))));
    }

    private static string Script(string? shell) =>
        shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            _ => Fish,
        };
}
