using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web.Serving;

/// <summary>The certificate of the server, read again when its files have changed: they are renewed every few weeks, and nobody restarts a
/// gateway for that.</summary>
internal sealed class TlsCertificate
{
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    private readonly TlsFiles _files;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext _context;
    private (DateTime, DateTime) _changed;
    private long _looked;

    /// <exception cref="IOException">The files cannot be read or are no certificate with its key; the message is for people.</exception>
    public TlsCertificate(TlsFiles files, TimeProvider time)
    {
        (_files, _time) = (files, time);
        (_changed, _looked) = (Changed(), time.GetTimestamp());
        _context = Read();
    }

    public TlsFiles Files => _files;

    /// <summary>What a new connection is shown. From any thread. While the new files make no sense (one of the two is written, the other
    /// not yet), the old certificate stays.</summary>
    public SslStreamCertificateContext Value
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_looked) < s_look)
                {
                    return _context;
                }
                _looked = _time.GetTimestamp();
                if (Changed() is var changed && changed == _changed)
                {
                    return _context;
                }
                try
                {
                    (_context, _changed) = (Read(), changed);
                }
                catch (IOException)
                {
                    // Looked at again in a minute.
                }

                return _context;
            }
        }
    }

    private (DateTime, DateTime) Changed() => (File.GetLastWriteTimeUtc(_files.Certificate), File.GetLastWriteTimeUtc(_files.Key));

    private SslStreamCertificateContext Read()
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(_files.Certificate);
            return SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPemFile(_files.Certificate, _files.Key),
                chain,
                offline: true
            );
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"web.tls: {_files.Certificate} with {_files.Key} cannot be used: {e.Message}", e);
        }
    }
}
