namespace OpenClaw.Config.Tables.Policies;

/// <summary>
/// Whether a command pattern means something else in another folder. Such a pattern gives leave in the workspace's root only, unless its
/// rule names <c>cwd</c>: <c>python3 script.py</c> is another program where another <c>script.py</c> lies.
/// </summary>
internal static class CommandReach
{
    /// <summary>The word of a pattern that takes any number of words, options among them: <c>-**</c>.</summary>
    public const string AnyNumberWithOptions = "-\0\0";

    // Programs that do what a file in the folder they run in says (a Makefile, a package.json, a repository's configuration), named by
    // their manuals.
    private static readonly IReadOnlySet<string> s_programs = WordList.Set(
        """
        make gmake bmake cmake ctest ninja meson scons bazel buck rake just task invoke fab tox nox pytest py.test
        npm npx yarn pnpm pnpx bun bunx deno corepack grunt gulp jest vitest webpack vite tsc eslint prettier
        cargo rustup go dotnet msbuild gradle gradlew mvn mvnw ant sbt lein mix rebar3 stack cabal swift zig dune
        bundle bundler gem rails rspec composer phpunit
        pip pip3 pipx pipenv poetry uv uvx pdm hatch conda
        docker docker-compose podman podman-compose buildah vagrant packer terraform tofu terragrunt pulumi ansible ansible-playbook
        skaffold tilt helmfile serverless
        git gh glab hg svn fossil jj pre-commit direnv dotenv mise asdf
        nix nix-shell nix-build guix devbox
        gdb lldb emacs vim nvim ctags screen
        dpkg-buildpackage debuild makepkg rpmbuild snapcraft latexmk
        """
    );

    /// <summary>Whether a program takes what it does from files of the folder it runs in.</summary>
    /// <param name="name">Without its path.</param>
    public static bool ReadsFolder(string name) => s_programs.Contains(name);

    /// <summary>Whether a word of the pattern is relative, wildcards included.</summary>
    /// <param name="words">As <see cref="PatternWords.Compile"/> gives them.</param>
    public static bool IsRelative(IReadOnlyList<string> words) =>
        words.Count > 0 && (IsRelativeName(words[0]) || words.Skip(1).Any(IsRelativeWord));

    private static bool IsRelativeName(string name) => name.Contains('/') && name[0] is not ('/' or '~');

    private static bool IsRelativeWord(string word) =>
        word switch
        {
            "" or AnyNumberWithOptions => true,
            ['/', ..] => false,
            ['-', ..] => IsRelativeValue(word),
            _ => true,
        };

    // An option whose value is a path from here: --file=conf/a, -Iinclude/x. A value without a slash is taken for a word (--since=today).
    private static bool IsRelativeValue(string option)
    {
        var equals = option.IndexOf('=');
        var value =
            equals >= 0 ? option[(equals + 1)..]
            : option.Length > 2 && option[1] != '-' ? option[2..]
            : "";
        return value.Contains('/') && value[0] != '/' && !value.Contains("://", StringComparison.Ordinal);
    }
}
