using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The words of one run of curl. The folder of its outputs and what they are called may be said behind the URLs.</summary>
internal sealed class CurlWords(WordReader reader)
{
    private readonly List<GivenWord> _outputs = [];
    private readonly List<GivenWord> _urls = [];
    private readonly List<GivenWord> _uploads = [];
    private GivenWord? _byName;
    private string? _folder;

    public void Read(IReadOnlyList<string> words)
    {
        reader.Read(words, 1, Own, _urls.Add);
        foreach (var output in _outputs)
        {
            Output(output, output.Value!);
        }
        foreach (var url in _urls)
        {
            Url(url, url.Value!);
        }
    }

    private void Own(GivenWord given)
    {
        var value = given.Value ?? "";
        switch (given.Row!.Name)
        {
            case "-O" or "--remote-name" or "--remote-name-all":
                _byName = given;
                break;
            case "-J" or "--remote-header-name":
                reader.Hide(given, "the server names the file");
                break;
            case "-L" or "--location":
                // To whatever host the first one says.
                reader.Reading.Hosts.Add("*");
                break;
            case "-o" or "--output":
                _outputs.Add(given);
                break;
            case "--output-dir":
                _folder = value;
                break;
            case "--url":
                // Since 8.13 a file of URLs may be named.
                if (value.StartsWith('@'))
                {
                    reader.Hide(given, "takes its URLs from a file");
                }
                else
                {
                    _urls.Add(given);
                }
                break;
            case "--cert-type" or "--key-type" or "--proxy-cert-type" or "--proxy-key-type":
                // ENG and PROV load a module.
                if (value.ToUpperInvariant() is not ("PEM" or "DER" or "P12"))
                {
                    reader.Hide(given, "loads a module");
                }
                break;
            case "-E" or "--cert" or "--proxy-cert" or "--key" or "--proxy-key":
                Certificate(given, value);
                break;
            default:
                Data(given, value);
                break;
        }
    }

    private void Data(GivenWord given, string value)
    {
        switch (given.Row!.Name)
        {
            case "-d" or "--data" or "--data-ascii" or "--data-binary" or "--json" or "-H" or "--header" or "--proxy-header":
                AtFile(given, value);
                break;
            case "-w" or "--write-out":
                AtFile(given, value);
                Format(given, value);
                break;
            case "--data-urlencode" or "--url-query":
                NamedContent(given, value);
                break;
            case "-F" or "--form":
                Form(given, value);
                break;
            case "-b" or "--cookie":
                Cookie(given, value);
                break;
            case "-T" or "--upload-file":
                Upload(given, value);
                break;
            case "-z" or "--time-cond":
                reader.File(given, value.TrimStart('-', '='), writes: false);
                break;
            default:
                if (!value.StartsWith("sha256//", StringComparison.Ordinal))
                {
                    reader.File(given, value, writes: false);
                }
                break;
        }
    }

    // `@file`; everything else is the data itself.
    private void AtFile(GivenWord given, string value)
    {
        if (value.StartsWith('@'))
        {
            reader.File(given, value[1..], writes: false);
        }
    }

    // %output{file} writes one, since 8.3, also where the format stands in a file.
    private void Format(GivenWord given, string value)
    {
        if (value.StartsWith('@') || value.Contains("%output{", StringComparison.Ordinal))
        {
            reader.Hide(given, "%output writes a file");
        }
    }

    // `@file` and `name@file`. Behind a `=` it is content.
    private void NamedContent(GivenWord given, string value)
    {
        if (value.IndexOf('@') is >= 0 and var at && value.IndexOf('=') is var equals && (equals < 0 || at < equals))
        {
            reader.File(given, value[(at + 1)..], writes: false);
        }
    }

    // A file unless it has a `=`, which makes it a cookie.
    private void Cookie(GivenWord given, string value)
    {
        if (value.StartsWith('@') || !value.Contains('='))
        {
            reader.File(given, value.StartsWith('@') ? value[1..] : value, writes: false);
        }
    }

    private void Upload(GivenWord given, string value)
    {
        _uploads.Add(given);
        if (value.AsSpan().IndexOfAny('{', '[') >= 0)
        {
            reader.Hide(given, "the files are named by a pattern");
        }
        else if (value != ".")
        {
            reader.File(given, value, writes: false);
        }
    }

    // A file, for a certificate with its password behind a colon. A PKCS#11 address is opened by a module, and a backslash hides a colon.
    private void Certificate(GivenWord given, string value)
    {
        if (value.StartsWith("pkcs11:", StringComparison.OrdinalIgnoreCase) || value.Contains('\\'))
        {
            reader.Hide(given, "which file it names is not understood");
        }
        else
        {
            reader.File(given, given.Row!.Name.EndsWith("key", StringComparison.Ordinal) ? value : value.Split(':')[0], writes: false);
        }
    }

    private void Form(GivenWord given, string value)
    {
        var content = value[(value.IndexOf('=') + 1)..];
        // Several files, quotes, and files of headers: too many ways for one call.
        if (content is not ['@' or '<', ..] && !value.Contains('@') && !value.Contains('<'))
        {
            return;
        }
        if (
            content is not ['@' or '<', ..]
            || content.AsSpan().IndexOfAny(",\"\\") >= 0
            || content.Contains("headers=", StringComparison.Ordinal)
        )
        {
            reader.Hide(given, "which files it sends is not understood");
        }
        else
        {
            reader.File(given, content[1..].Split(';')[0], writes: false);
        }
    }

    private void Output(GivenWord given, string name)
    {
        if (name.Contains('#'))
        {
            reader.Hide(given, "the file is named by a pattern");
        }
        else if (name is not ("-" or "/dev/null"))
        {
            reader.File(given, _folder is null || name.StartsWith('/') ? name : $"{_folder}/{name}", writes: true);
        }
    }

    private void Url(GivenWord given, string url)
    {
        if (url.AsSpan().IndexOfAny("{}[]\\ ") >= 0 && HostName.Of(url) is not ['[', ..])
        {
            reader.Hide(given, "the URL is a pattern");
            return;
        }

        var path = Path(given, url);
        if (path is null || _byName is null)
        {
            return;
        }
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name is "" or "." or "..")
        {
            reader.Hide(given, "the server names the file");
        }
        else
        {
            Output(_byName with { Word = $"{_byName.Word} {url}" }, name);
        }
    }

    // What is uploaded to a file is written there, under its own name where the URL names a folder.
    private void File(GivenWord given, string path)
    {
        reader.File(given, path, writes: false);
        foreach (var upload in _uploads)
        {
            reader.File(
                given with
                {
                    Word = $"{upload.Word} {given.Word}",
                },
                path.EndsWith('/') ? path + upload.Value![(upload.Value!.LastIndexOf('/') + 1)..] : path,
                writes: true
            );
        }
    }

    // The path of the URL, once its host or its file is named.
    private string? Path(GivenWord given, string url)
    {
        var colon = url.IndexOf(":/", StringComparison.Ordinal);
        var scheme = colon > 0 && url.AsSpan(0, colon).IndexOfAnyExcept(AwkText.NameCharacters) < 0 ? url[..colon].ToLowerInvariant() : "";
        if (scheme == "file")
        {
            // The one host that such a URL may name is this machine.
            const string Here = "://localhost/";
            var begin = url.AsSpan(colon).StartsWith(Here, StringComparison.OrdinalIgnoreCase) ? colon + Here.Length - 1 : colon + 3;
            if (
                begin >= url.Length
                || url[begin] != '/'
                || !url.AsSpan(colon).StartsWith("://")
                || url.AsSpan().IndexOfAny('%', '?', '#') >= 0
            )
            {
                reader.Hide(given, "which file it reads is not understood");
            }
            else
            {
                File(given, url[begin..]);
            }
            return reader.Reading.Why is null ? url : null;
        }

        if (scheme.Length > 0 && !url.AsSpan(colon).StartsWith("://"))
        {
            reader.Hide(given, "which host it speaks to is not understood");
            return null;
        }

        reader.Speak(given, url);
        var rest = scheme.Length > 0 ? url[(colon + 3)..] : url;
        var end = rest.AsSpan().IndexOfAny('?', '#');
        var whole = end < 0 ? rest : rest[..end];
        return whole.IndexOf('/') is >= 0 and var slash ? whole[slash..] : "/";
    }
}
