using OpenClaw.Config.Tables.Web;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Web.Serving;

namespace OpenClaw.Tests.Web;

public sealed class TlsCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    private TlsFiles Files => new(_folder.File("cert.pem"), _folder.File("key.pem"));

    private void Renew(string name, int hour)
    {
        Pem.Write(Files.Certificate, Files.Key, name);
        // Files of one test are written within one tick of the file system's clock.
        foreach (var file in new[] { Files.Certificate, Files.Key })
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddHours(hour));
        }
    }

    [Fact]
    public void Renewed_IsShownWithinAMinute()
    {
        Renew("old", 1);
        var certificate = new TlsCertificate(Files, _clock);
        Renew("new", 2);

        Assert.Equal("CN=old", certificate.Value.TargetCertificate.Subject);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("CN=new", certificate.Value.TargetCertificate.Subject);
    }

    [Fact]
    public void Renewed_HalfWay_LeavesTheOldOne()
    {
        Renew("old", 1);
        var certificate = new TlsCertificate(Files, _clock);
        var key = File.ReadAllText(Files.Key);
        Renew("new", 2);
        var newKey = File.ReadAllText(Files.Key);
        File.WriteAllText(Files.Key, key);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("CN=old", certificate.Value.TargetCertificate.Subject);

        File.WriteAllText(Files.Key, newKey);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("CN=new", certificate.Value.TargetCertificate.Subject);
    }

    [Fact]
    public void Files_ThatAreNone_AreRefusedByName()
    {
        File.WriteAllText(Files.Certificate, "no certificate");
        File.WriteAllText(Files.Key, "no key");

        Assert.Contains("cert.pem", Assert.Throws<IOException>(() => new TlsCertificate(Files, _clock)).Message);
    }
}
