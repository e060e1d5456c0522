using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpenClaw.Tests.Fakes;

/// <summary>A certificate that signs itself, as files.</summary>
internal static class Pem
{
    public static void Write(string certificate, string key, string name)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={name}", pair, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
    }
}
