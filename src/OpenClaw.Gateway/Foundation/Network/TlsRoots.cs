namespace OpenClaw.Foundation.Network;

/// <summary>
/// The first TLS handshake makes the runtime read every file of the system's certificate folder: 100 ms and megabytes. The bundle holds the
/// same roots in one file. Called once, at the very start, before a second thread could read the environment.
/// </summary>
internal static class TlsRoots
{
    private static readonly string[] s_bundles =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/cert.pem",
    ];

    public static void PreferBundleFile()
    {
        if (
            Environment.GetEnvironmentVariable("SSL_CERT_FILE") is not null
            || Environment.GetEnvironmentVariable("SSL_CERT_DIR") is not null
        )
        {
            return;
        }
        if (Array.Find(s_bundles, File.Exists) is not { } bundle)
        {
            return;
        }
        // The runtime's own SetEnvironmentVariable keeps a copy of its own; OpenSSL asks the C library.
        _ = Libc.setenv("SSL_CERT_FILE", bundle, 0);
        _ = Libc.setenv("SSL_CERT_DIR", "", 0);
    }
}
