namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>What a small board lacks: a clock that runs while it is off, and power and cooling that are enough.</summary>
internal static class BoardChecks
{
    // The firmware's word: the low bits are now, the same sixteen higher are since the start.
    private const int UnderVoltage = 1,
        Slowed = 0b1110,
        Since = 16;

    public static IEnumerable<Finding> Clock(Machine machine)
    {
        var own = machine.Names("/dev", "rtc*").Concat(machine.Names("/sys/class/rtc")).Any();
        var isSet = machine.Has("/run/systemd/timesync/synchronized") || machine.IsSynchronised();
        // A PC always has one, and a virtual machine or a container takes its host's; only a board is described by a device tree.
        yield return own || isSet || !machine.Has("/proc/device-tree")
            ? new Finding(
                true,
                "clock",
                $"{(own ? "the machine has one that runs while it is off" : "none runs while the machine is off")}; the time is {(isSet ? "synchronised" : "not synchronised yet")}"
            )
            : Finding.Warn(
                "no clock runs while this machine is off (no /dev/rtc*), and the time is not synchronised: jobs and reminders go by a wrong clock until it is. Look at `timedatectl`; `sudo timedatectl set-ntp true` turns it on"
            );
    }

    public static IEnumerable<Finding> Power(Machine machine)
    {
        if (Throttled(machine) is { } flags)
        {
            if ((flags & UnderVoltage) != 0)
            {
                yield return new Finding(
                    false,
                    "power",
                    "the voltage is too low now: cards and files break by that. Use the power supply that is made for this board, and a short cable"
                );
            }
            else if ((flags >> Since & UnderVoltage) != 0)
            {
                yield return Finding.Warn(
                    "the voltage was too low since the start: cards and files break by that. Use the power supply that is made for this board"
                );
            }
            if (((flags | (flags >> Since)) & Slowed) != 0)
            {
                yield return Finding.Warn(
                    $"the processor {((flags & Slowed) != 0 ? "is" : "was")} slowed down for heat or power, and answers take longer; a heat sink or a fan helps"
                );
            }
            if (flags == 0)
            {
                yield return new Finding(true, "power", "voltage and heat were fine since the start");
            }
            yield break;
        }
        foreach (var sensor in machine.Names("/sys/class/hwmon"))
        {
            if (machine.Read($"/sys/class/hwmon/{sensor}/name") == "rpi_volt")
            {
                yield return machine.Read($"/sys/class/hwmon/{sensor}/in0_lcrit_alarm") == "1"
                    ? Finding.Warn(
                        "the voltage was too low: cards and files break by that. Use the power supply that is made for this board"
                    )
                    : new Finding(true, "power", "the voltage is fine");
            }
        }
    }

    /// <summary>What `vcgencmd get_throttled` prints; the folder's name has an address in it on some boards.</summary>
    private static int? Throttled(Machine machine) =>
        machine
            .Names("/sys/devices/platform", "soc*")
            .SelectMany(soc => machine.Names($"/sys/devices/platform/{soc}", "*firmware").Select(firmware => $"{soc}/{firmware}"))
            .Select(folder => machine.Read($"/sys/devices/platform/{folder}/get_throttled"))
            .OfType<string>()
            .Select(static text => text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text)
            .Select(static text =>
                int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags) ? flags : (int?)null
            )
            .FirstOrDefault();
}
