using OpenClaw.Config.Toml;

namespace OpenClaw.Config.Reading;

/// <summary>Reads a secret by its reference: <c>{ env = "NAME" }</c>, <c>{ file = "path" }</c> or <c>{ credential = "name" }</c>. Never
/// quotes what it read.</summary>
internal sealed class SecretReader(BindContext context, string path)
{
    private const int MaxBytes = 64 * 1024;
    private const UnixFileMode OpenToOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <returns>Null, and an error, when the reference is none.</returns>
    public Secret? Read(TomlValue value)
    {
        var how = $"{{ env = \"NAME\" }}, {{ file = \"path\" }} or {{ credential = \"name\" }}";
        if (value is TomlString)
        {
            context.Diagnostics.Error(
                value.Span,
                $"{path} must not be written here: a secret is named by where it is. Write {path.Split('.')[^1]} = {how}",
                hideSource: true
            );
            return null;
        }

        if (value is not TomlTable { Count: 1 } table || table.First() is not { Key: "env" or "file" or "credential" } entry)
        {
            context.Diagnostics.Error(value.Span, $"{path} must be {how}", hideSource: true);
            return null;
        }

        if (entry.Value is not TomlString { Value.Length: > 0 } name)
        {
            context.Diagnostics.Error(entry.Value.Span, $"{path}.{entry.Key} must be a string that is not empty");
            return null;
        }

        return entry.Key switch
        {
            "env" => FromEnvironment(name),
            "file" => FromFile(name.Span, context.ResolvePath(name.Value, name.Span), $"file {name.Value}"),
            _ => FromCredential(name),
        };
    }

    private Secret? FromEnvironment(TomlString name)
    {
        if (!name.Value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name.Value[0]))
        {
            // Most likely the secret itself, pasted where its name belongs: neither the word nor the line is shown.
            context.Diagnostics.Error(
                name.Span,
                $"{path}.env is not the name of an environment variable (letters, digits and _)",
                hideSource: true
            );
            return null;
        }

        context.SecretVariables.Add(name.Value);
        var value = context.Request.Environment(name.Value);
        return Finish(name.Span, $"env {name.Value}", value, $"the environment variable {name.Value} is not set");
    }

    private Secret? FromCredential(TomlString name)
    {
        if (name.Value.Contains('/') || name.Value is "." or "..")
        {
            context.Diagnostics.Error(name.Span, $"{path}.credential is a name, not a path");
            return null;
        }

        var source = $"credential {name.Value}";
        var directory = context.Request.Environment("CREDENTIALS_DIRECTORY");
        return string.IsNullOrEmpty(directory)
            ? Finish(name.Span, source, null, $"there is no $CREDENTIALS_DIRECTORY; systemd sets it for a unit with LoadCredential=")
            : FromFile(name.Span, Path.Combine(directory, name.Value), source);
    }

    private Secret? FromFile(TomlSpan span, string file, string source)
    {
        context.SecretFiles.Add(file);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
            {
                context.Diagnostics.Error(span, $"{path}: {file} is larger than 64KB; that is no secret");
                return null;
            }

            if ((File.GetUnixFileMode(file) & OpenToOthers) != 0)
            {
                context.Diagnostics.Warning(span, $"{path}: {file} is open to other users; run: chmod 600 {file}");
            }
            return Finish(span, source, System.Text.Encoding.UTF8.GetString(bytes, 0, length), $"{file} is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var isAbsent = e is FileNotFoundException or DirectoryNotFoundException;
            return Finish(span, source, null, isAbsent ? $"{file} does not exist" : $"{file} cannot be read");
        }
    }

    private Secret? Finish(TomlSpan span, string source, string? value, string absence)
    {
        // Editors end files with a newline; a newline inside would end a header and begin another.
        value = value?.TrimEnd('\r', '\n');
        if (value is not null && value.Any(char.IsControl))
        {
            context.Diagnostics.Error(span, $"{path}: the secret has a line break or another control character in it");
            return null;
        }

        if (!string.IsNullOrEmpty(value))
        {
            return new Secret(source, value);
        }
        if (context.Request.Purpose == ConfigPurpose.Check)
        {
            context.Diagnostics.Warning(span, $"{path} is absent: {absence}. `openclaw run` will refuse this");
        }
        else
        {
            context.Diagnostics.Error(span, $"{path} is absent: {absence}");
        }
        return new Secret(source, null);
    }
}
