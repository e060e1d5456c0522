using OpenClaw.Exec;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Tools.Exec;

public class SandboxSupportTests
{
    [Theory]
    [InlineData("63000", null, null, true)]
    [InlineData("63000", "1", "0", true)]
    [InlineData("0", null, null, false)]
    [InlineData(null, null, null, false)]
    [InlineData("63000", "0", null, false)]
    [InlineData("63000", null, "1", false)]
    public void Look_UserNamespaces_AsTheKernelsSettingsSay(string? most, string? unprivileged, string? apparmor, bool allowed)
    {
        using var proc = new TempFolder();
        foreach (
            var (setting, value) in new[]
            {
                ("user/max_user_namespaces", most),
                ("kernel/unprivileged_userns_clone", unprivileged),
                ("kernel/apparmor_restrict_unprivileged_userns", apparmor),
            }
        )
        {
            if (value is not null)
            {
                proc.Write(Path.Combine("sys", setting), $"{value}\n");
            }
        }

        Assert.Equal(allowed, SandboxSupport.Look(proc.Path).UserNamespaces);
    }

    [Theory]
    [InlineData(0, false, "neither Landlock (Linux 5.13, in the kernel's lsm= list) nor user namespaces")]
    [InlineData(4, true, "Landlock 4 and user namespaces")]
    public void ToString_NamesWhatThereIs(int landlock, bool namespaces, string words) =>
        Assert.Equal(words, new SandboxSupport(landlock, namespaces).ToString());
}
