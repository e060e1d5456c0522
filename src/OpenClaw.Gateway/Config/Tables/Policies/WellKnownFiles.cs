namespace OpenClaw.Config.Tables.Policies;

/// <summary>Patterns of paths that the built-in policies name, and that <c>openclaw.toml</c> writes out.</summary>
internal static class WellKnownFiles
{
    /// <summary>
    /// What every program of the machine reads and nobody keeps a secret in. Never <c>/etc</c> whole, a home folder or <c>/proc/self</c>.
    /// The tools that read may use it; not exec, whose rules with paths open writing too.
    /// </summary>
    public static EquatableArray<string> OfTheSystem { get; } =
    ["/usr/share/**", "/usr/include/**", "/usr/lib/os-release", "/etc/os-release", "/etc/debian_version", "/etc/hostname", "/etc/timezone"];

    /// <summary>Keys, tokens, passwords and the histories they are typed into, wherever they lie, the workspace included.</summary>
    public static EquatableArray<string> Keys { get; } =
    [
        .. WordList.Of(
            """
            /**/.env* /**/*.pem /**/*.key /**/*.p12 /**/*.pfx /**/*.kdbx /**/*.keystore
            /**/id_rsa* /**/id_ed25519* /**/id_ecdsa* /**/id_dsa* /**/.ssh/** /**/.gnupg/** /**/.password-store/**
            /**/.netrc /**/.pgpass /**/.npmrc /**/.pypirc /**/.git-credentials /**/credentials /**/credentials.json /**/.*_history
            /**/.aws/** /**/.azure/** /**/.kube/** /**/.docker/config.json /**/.config/gcloud/** /**/.config/gh/**
            /**/.mozilla/** /**/.config/chromium/** /**/.config/google-chrome/** /**/.local/share/keyrings/**
            """
        ),
    ];
}
