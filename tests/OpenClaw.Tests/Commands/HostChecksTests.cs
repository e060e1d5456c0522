using OpenClaw.Cli.Commands.Doctor;
using OpenClaw.Config.Loading;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Commands;

/// <summary>What <c>doctor</c> says of a Raspberry Pi and its kind, by the files that its kernel shows.</summary>
public sealed class HostChecksTests : IDisposable
{
    private const string State = "/var/lib/openclaw";
    private const string Throttled = "/sys/devices/platform/soc/soc:firmware/get_throttled";
    private const string Day = "86400.00 300000.00\n";

    private readonly FakeMachine _machine = new FakeMachine().WithMemory(4).With("/sys/fs/cgroup/cgroup.controllers", "cpu memory pids\n");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void AMachineThatIsNoPi_HearsOnlyWhatIsWrong()
    {
        _machine.With(Throttled, "0\n");
        Assert.Empty(Look());

        _machine.With(Throttled, "50005\n");
        Assert.NotEmpty(Look());
    }

    [Fact]
    public void APi_HearsOfEachThing()
    {
        Pi().With("/dev/rtc0", "").With(Throttled, "0\n").With("/proc/uptime", Day);

        Assert.Equal(["card", "clock", "kernel", "pages", "power"], Look().Select(static f => f.What).Order());
        Assert.All(Look(), static f => Assert.True(f.Ok));
    }

    [Theory]
    [InlineData(false, false, "no clock runs while this machine is off")]
    [InlineData(true, false, "the machine has one that runs while it is off; the time is not synchronised yet")]
    [InlineData(false, true, "none runs while the machine is off; the time is synchronised")]
    public void Clock_IsWrongWithoutOneAndWithoutATime(bool own, bool synchronised, string expected)
    {
        Pi();
        if (own)
        {
            _machine.With("/dev/rtc0", "");
        }
        if (synchronised)
        {
            _machine.With("/run/systemd/timesync/synchronized", "");
        }

        Assert.Contains(
            Look(),
            f => f.Detail.StartsWith(expected, StringComparison.Ordinal) && (f.What == Finding.Warning) == (!own && !synchronised)
        );
    }

    [Theory]
    [InlineData("0x1", "NO the voltage is too low now")]
    [InlineData("10000", "! the voltage was too low since the start")]
    [InlineData("50005", "NO the voltage is too low now")]
    [InlineData("50005", "! the processor is slowed down for heat or power")]
    [InlineData("80000", "! the processor was slowed down for heat or power")]
    [InlineData("0", "ok voltage and heat were fine")]
    public void Power_IsByTheFirmwaresWord(string flags, string expected)
    {
        Pi().With(Throttled, flags + "\n");

        Assert.Contains(Look(), f => Line(f).StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Power_OnANewerBoard_IsFoundByItsAddress()
    {
        Pi().With("/sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled", "1\n");

        Assert.Contains(Look(), static f => f is { Ok: false, What: "power" });
    }

    [Theory]
    [InlineData("1", "! the voltage was too low")]
    [InlineData("0", "ok the voltage is fine")]
    public void Power_WithoutTheFirmwaresWord_IsBySensor(string alarm, string expected)
    {
        Pi()
            .With("/sys/class/hwmon/hwmon0/name", "cpu_thermal\n")
            .With("/sys/class/hwmon/hwmon1/name", "rpi_volt\n")
            .With("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", alarm + "\n");

        Assert.Contains(Look(), f => Line(f).StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2_000_000, "ok the state is on an SD card (mmcblk0), to which 1 GB a day are written")]
    [InlineData(40_000_000, "! 20.5 GB a day are written to the SD card that the state is on (mmcblk0)")]
    public void Card_TellsWhatIsWrittenADay(long sectors, string expected)
    {
        Pi().With("/proc/uptime", Day).With("/sys/block/mmcblk0/stat", $"  100 0 5000 10 200 0 {sectors} 50 0 100 60\n");

        Assert.Contains(Look(), f => Line(f).StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Card_SoonAfterTheStart_IsNotJudged()
    {
        Pi().With("/proc/uptime", "60.00 1.00\n").With("/sys/block/mmcblk0/stat", "1 0 1 1 1 0 40000000 1 0 1 1\n");

        Assert.Contains(Look(), static f => f.Detail.Contains("what is written a day shows after an hour"));
        Assert.DoesNotContain(Look(), static f => f.What == Finding.Warning && f.Detail.Contains("a day are written"));
    }

    [Fact]
    public void Card_WhereTheRootIsOnAnotherDisk_IsNotSpokenOf()
    {
        Pi()
            .With(
                "/proc/self/mountinfo",
                "1 0 179:2 / / rw - ext4 /dev/mmcblk0p2 rw\n2 1 8:1 / /var/lib rw shared:1 - ext4 /dev/sda1 rw\n"
            );

        Assert.DoesNotContain(Look(), static f => f.What == "card");
    }

    [Fact]
    public void Card_OfARootWithoutAName_IsFoundByItsNumber()
    {
        Pi()
            .With("/proc/self/mountinfo", "1 0 179:2 / / rw - ext4 /dev/root rw\n")
            .With("/sys/dev/block/179:2/uevent", "MAJOR=179\nDEVNAME=mmcblk1p2\n");

        Assert.Contains(Look(), static f => f.Detail.Contains("(mmcblk1)"));
    }

    [Theory]
    [InlineData("0x01 0x02", "0x01", "ok mmcblk0 has used 10 to 20 % of its life")]
    [InlineData("0x09 0x02", "0x01", "! mmcblk0 has used 80 to 90 % of its life")]
    [InlineData("0x01 0x01", "0x02", "! mmcblk0 has used 0 to 10 % of its life")]
    [InlineData("0x0b 0x01", "0x01", "NO mmcblk0 is worn out")]
    [InlineData("0x01 0x01", "0x03", "NO mmcblk0 is worn out")]
    public void Wear_IsByTheCardsOwnAccount(string life, string spare, string expected)
    {
        Pi()
            .With("/sys/block/mmcblk0/device/type", "MMC\n")
            .With("/sys/block/mmcblk0/device/life_time", life + "\n")
            .With("/sys/block/mmcblk0/device/pre_eol_info", spare + "\n");

        Assert.Contains(Look(), f => Line(f).StartsWith(expected, StringComparison.Ordinal));
        Assert.Contains(Look(), static f => f.Detail.StartsWith("the state is on an eMMC", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/var/swap file 102396 0 -2", true)]
    [InlineData("/dev/mmcblk0p3 partition 102396 0 -2", true)]
    [InlineData("/dev/zram0 partition 102396 0 100", false)]
    [InlineData("/dev/sda2 partition 102396 0 -2", false)]
    public void Swap_OnACard_IsWrong(string line, bool isWrong)
    {
        Pi().With("/dev/rtc0", "").With("/proc/swaps", $"Filename\t\t\tType\t\tSize\t\tUsed\t\tPriority\n{line}\n");

        Assert.Equal(
            isWrong,
            Look().Any(static f => f.What == Finding.Warning && f.Detail.StartsWith("swap is on a card", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Kernel_ThatCountsNoMemory_IsToldWhereToTurnItOn()
    {
        Pi().With("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io pids\n");

        Assert.Contains(
            Look(),
            static f => f.What == Finding.Warning && f.Detail.Contains("cgroup_enable=memory into the line of /boot/firmware/cmdline.txt")
        );
    }

    [Fact]
    public void Kernel_TellsWhatConfines()
    {
        Pi().With("/proc/sys/kernel/seccomp/actions_avail", "kill\n").With("/proc/sys/user/max_user_namespaces", "100\n");

        var kernel = Assert.Single(Look(), static f => f.What == "kernel").Detail;
        Assert.Contains("user namespaces; seccomp; cgroup v2 (cpu, memory, pids)", kernel);
    }

    [Fact]
    public void Kernel_ThatLacksThem_SaysSo()
    {
        Pi();
        File.Delete(_machine.At("/sys/fs/cgroup/cgroup.controllers"));

        Assert.Contains("no seccomp; no cgroup v2", Assert.Single(Look(), static f => f.What == "kernel").Detail);
    }

    [Theory]
    [InlineData(4096, "of 4 KiB")]
    [InlineData(16384, "of 16 KiB")]
    [InlineData(65536, "of 64 KiB: every program takes more memory than with 4")]
    public void Pages_HaveTheirSize(int bytes, string expected)
    {
        Pi();

        Assert.Contains(
            HostChecks.Look(_machine.Machine with { PageSize = bytes }, State, null),
            f => f is { What: "pages" } && f.Detail == expected
        );
    }

    [Theory]
    [InlineData(1_400_000_000, 3.9, false)]
    [InlineData(5_200_000_000, 3.9, true)]
    public async Task Memory_ThatAModelLeaves_IsCounted(long bytes, double gigabytes, bool isWrong)
    {
        await using var ollama = Ollama(bytes);
        Pi().WithMemory(gigabytes);

        var finding = Assert.Single(await AskAsync(ollama, probe: false));

        Assert.Equal(isWrong, finding.What == Finding.Warning);
        Assert.Contains(isWrong ? "qwen3:1.7b suits this machine" : "are left beside m:latest, once it is loaded", finding.Detail);
        Assert.Empty(ollama.Chats);
    }

    [Fact]
    public async Task Memory_OfAMachineThatIsNoPi_IsNotSpokenOfWhenItIsEnough()
    {
        await using var ollama = Ollama(1000);

        Assert.Empty(await AskAsync(ollama, probe: false));
    }

    [Fact]
    public async Task Probe_TimesTheFirstToken()
    {
        await using var ollama = Ollama(1000);

        var finding = Assert.Single(await AskAsync(ollama, probe: true));

        Assert.Matches(@"^its first token came after \d+\.\d s, .*; the model was loaded for it$", finding.Detail);
        var chat = Assert.Single(ollama.Chats);
        Assert.Equal((8192, 1), ((int)chat.Request["options"]!["num_ctx"]!, (int)chat.Request["options"]!["num_predict"]!));
    }

    [Fact]
    public async Task Probe_WithoutOllama_SaysWhy()
    {
        var ollama = Ollama(1000);
        await ollama.DisposeAsync();

        Assert.Contains("connection refused", Assert.Single(await AskAsync(ollama, probe: true)).Detail);
        Assert.Empty(await AskAsync(ollama, probe: false));
    }

    private static string Line(Finding finding) =>
        $"{(!finding.Ok ? "NO" : finding.What == Finding.Warning ? "!" : "ok")} {finding.Detail}";

    private static StrictOllama Ollama(long bytes) =>
        new(static _ => ModelTurn.Says("yes")) { Models = [new LocalModel("m") { Bytes = bytes }] };

    private Task<IReadOnlyList<Finding>> AskAsync(StrictOllama ollama, bool probe)
    {
        var text = $"[models.m]\nprovider = \"ollama\"\nurl = \"{ollama.Url}\"\nmodel = \"m\"\n[chains.default]\nmodels = [\"m\"]\n";
        var config = ConfigLoader.LoadText(text, "openclaw.toml", _machine.Machine.Request).Config!;
        return OllamaChecks.LookAsync(_machine.Machine, config, probe, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private FakeMachine Pi() =>
        _machine
            .With("/proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0")
            .With(
                "/proc/self/mountinfo",
                "1 0 179:2 / / rw,noatime shared:1 - ext4 /dev/mmcblk0p2 rw\n2 1 0:5 / /dev rw - devtmpfs udev rw\n"
            )
            .With("/sys/block/mmcblk0/device/type", "SD\n");

    private List<Finding> Look() => [.. HostChecks.Look(_machine.Machine, State, null)];
}
