using System.Text.RegularExpressions;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>The state, and swap, on a memory card: how much is written to it, and how worn it says it is.</summary>
internal static partial class CardChecks
{
    private const int Sector = 512;

    /// <summary>A usual card of 32 GB is worn out by that within two years.</summary>
    private const double MuchADay = 10e9;

    /// <summary>Before that, what the start itself wrote says nothing of a day.</summary>
    private static readonly TimeSpan s_leastUptime = TimeSpan.FromHours(1);

    /// <param name="state">The state directory.</param>
    public static IEnumerable<Finding> State(Machine machine, string state)
    {
        if (CardOf(machine, state) is not { } card)
        {
            yield break;
        }
        var kind = machine.Read($"/sys/block/{card}/device/type") == "MMC" ? "eMMC" : "SD card";
        if (WrittenADay(machine, card) is { } written)
        {
            yield return written > MuchADay
                ? Finding.Warn(
                    $"{Amount(written)} a day are written to the {kind} that the state is on ({card}), which wears it out. `sudo iotop -ao` shows who writes; `Storage=volatile` in /etc/systemd/journald.conf keeps the journal off it"
                )
                : new Finding(
                    true,
                    "card",
                    $"the state is on an {kind} ({card}), to which {Amount(written)} a day are written by all programs"
                );
        }
        else
        {
            yield return new Finding(true, "card", $"the state is on an {kind} ({card}); what is written a day shows after an hour");
        }
        if (Wear(machine, card) is { } wear)
        {
            yield return wear;
        }
    }

    public static IEnumerable<Finding> Swap(Machine machine)
    {
        foreach (var line in (machine.Read("/proc/swaps") ?? "").Split('\n').Skip(1))
        {
            var place = Unescaped(line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "");
            var card =
                CardName().Match(place) is { Success: true } device ? device.Value
                : place.StartsWith('/') ? CardOf(machine, place)
                : null;
            if (card is not null && !place.StartsWith("/dev/zram", StringComparison.Ordinal))
            {
                yield return Finding.Warn(
                    $"swap is on a card ({place}): a model that swaps is slow and wears it out. Compressed memory does better: sudo apt install systemd-zram-generator, and `sudo swapoff {place}`"
                );
            }
        }
    }

    // Tenths of its life that are used, for two kinds of cells, and how many of its spare blocks are gone. Cards do not tell; eMMC does.
    private static Finding? Wear(Machine machine, string card)
    {
        const int nearlyGone = 9,
            beyond = 11,
            urgent = 3;
        var used = (machine.Read($"/sys/block/{card}/device/life_time") ?? "").Split(' ').Max(Hex);
        var spare = Hex(machine.Read($"/sys/block/{card}/device/pre_eol_info") ?? "");
        return (used, spare) switch
        {
            (0, 0) => null,
            var (u, s) when u >= beyond || s >= urgent => new Finding(
                false,
                "card",
                $"{card} is worn out by its own account: replace it now. `openclaw backup FILE` to another disk first"
            ),
            var (u, s) when u >= nearlyGone || s > 1 => Finding.Warn(
                $"{card} has used {(u - 1) * 10} to {u * 10} % of its life by its own account; replace it in time, and make backups to another disk"
            ),
            var (u, _) => new Finding(
                true,
                "card",
                $"{card} has used {Math.Max(0, (u - 1) * 10)} to {u * 10} % of its life by its own account"
            ),
        };
    }

    private static double? WrittenADay(Machine machine, string card)
    {
        const int sectorsWritten = 6;
        var counts = (machine.Read($"/sys/block/{card}/stat") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return
            counts.Length > sectorsWritten
            && long.TryParse(counts[sectorsWritten], CultureInfo.InvariantCulture, out var sectors)
            && double.TryParse((machine.Read("/proc/uptime") ?? "").Split(' ')[0], CultureInfo.InvariantCulture, out var seconds)
            && seconds >= s_leastUptime.TotalSeconds
            ? sectors * (double)Sector / seconds * TimeSpan.SecondsPerDay
            : null;
    }

    /// <summary>The card that a path is on, such as <c>mmcblk0</c>; null where it is on none.</summary>
    private static string? CardOf(Machine machine, string path)
    {
        var (longest, device) = ("", "");
        foreach (var line in (machine.Read("/proc/self/mountinfo") ?? "").Split('\n'))
        {
            const int number = 2,
                point = 4;
            var words = line.Split(' ');
            var dash = Array.IndexOf(words, "-");
            if (dash < 0 || words.Length < dash + 3)
            {
                continue;
            }
            var at = Unescaped(words[point]);
            // A later mount lies over an earlier one.
            if (at.Length >= longest.Length && (at == "/" || path == at || path.StartsWith(at + "/", StringComparison.Ordinal)))
            {
                // The kernel calls the root's own device /dev/root.
                (longest, device) = (at, machine.Read($"/sys/dev/block/{words[number]}/uevent") ?? words[dash + 2]);
            }
        }
        return CardName().Match(device) is { Success: true } card ? card.Value : null;
    }

    private static string Unescaped(string word) => word.Replace("\\040", " ", StringComparison.Ordinal);

    private static int Hex(string text) =>
        int.TryParse(text.Replace("0x", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string Amount(double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{(bytes >= 1e9 ? bytes / 1e9 : bytes / 1e6):0.#} {(bytes >= 1e9 ? "GB" : "MB")}");

    [GeneratedRegex(@"\bmmcblk\d+")]
    private static partial Regex CardName();
}
