using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class SystemctlTable
{
    // -H opens ssh, -M another machine, --root and --image another system. What a verb changes is a word for patterns.
    public static ProgramTable Table { get; } =
        new("systemctl", "systemctl(1), systemd 252")
        {
            Flags = """
                -h --help --version --system --user --failed -a --all -l --full -r --recursive --reverse --with-dependencies -T --show-transaction --show-types --value -i --now
                --dry-run -q --quiet --wait --no-block --no-wall --no-reload --no-pager --no-ask-password --global --runtime -f --force --firmware-setup --plain --read-only --mkdir
                --marked --no-legend --before --after --no-warn
                """,
            Valued = """
                -t --type --state -p --property -P --job-mode --check-inhibitors --kill-whom --kill-who -s --signal --what --preset-mode -n --lines -o --output --boot-loader-menu
                --boot-loader-entry --timestamp --legend --message --reboot-argument --when --kill-value
                """,
            Unclear = "-H --host -M --machine --root --image --image-policy",
        };
}
