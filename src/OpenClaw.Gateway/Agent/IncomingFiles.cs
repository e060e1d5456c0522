using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Tools.Files;
using OpenClaw.Turns;

namespace OpenClaw.Agent;

/// <summary>Gets a file from its channel: hands its bytes on piece by piece until one is refused. Null, or why not, as a phrase.</summary>
internal delegate Task<string?> FileFetch(string channel, RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct);

/// <summary>Asks its channel for what the message did not say of a file: its name, what it is.</summary>
internal delegate Task<RemoteFile> FileLookUp(string channel, RemoteFile file, CancellationToken ct);

/// <summary>
/// Puts what people attached into the folder <c>inbox</c> of their session's workspace, and names it in the message. It is done when the
/// turn begins, so that the message was on the disk long before; after a kill it is done again, over what is there.
/// </summary>
internal sealed class IncomingFiles(FileFetch fetch, FileLookUp lookUp, Current<GatewayConfig> config, EventLoop loop)
{
    private const string Folder = "inbox";

    /// <summary>In bytes: a file's name may have 255, and the day and the number stand in front of it.</summary>
    private const int LongestName = 180;

    /// <summary>A larger image is named, and not shown to the model.</summary>
    private const long LargestImage = 5 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>The message with its files fetched. Never fails: what could not be fetched is said in it.</summary>
    public async Task<InboundMessage> FetchAsync(Turn turn, InboundMessage message, CancellationToken stop)
    {
        if (message.Files.IsEmpty)
        {
            return message;
        }
        var lines = new List<string>();
        var (images, attached) = (new List<ImageAttachment>(message.Images), new List<AttachedFile>());
        for (var i = 0; i < message.Files.Count; i++)
        {
            var (file, name, path, size, problem) = await FetchAsync(turn, message, i, stop);
            if (problem is not null)
            {
                lines.Add($"[file {Clean(file.Name)}{Of(file.MediaType, file.Size)} was not fetched: {problem}]");
                continue;
            }
            lines.Add($"[file {Folder}/{name}{Of(file.MediaType, size)}]");
            attached.Add(new AttachedFile(file.Name, file.MediaType, size, path));
            if (size <= LargestImage && IsImage(file.MediaType))
            {
                images.Add(new ImageAttachment(file.MediaType!, path));
            }
        }

        var text = string.Join('\n', lines.Prepend(message.Text).Where(static line => line.Length > 0));
        return message with { Text = text, Images = [.. images], Attached = [.. attached], Files = [] };
    }

    private async Task<Fetched> FetchAsync(Turn turn, InboundMessage message, int index, CancellationToken stop)
    {
        var (file, name) = (message.Files[index], "");
        using var limit = new CancellationTokenSource(s_patience, loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            file = await lookUp(message.Chat.Channel, file, either.Token);
            name = NameOf(message, index, file);
            var path = Path.Combine(await Workspaces.EnsureAsync(config.Value, turn), Folder, name);
            var (size, problem) = await WriteAsync(path, message.Chat.Channel, file, name, either.Token);
            return new(file, name, path, size, problem);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            var why = stop.IsCancellationRequested ? "the turn was stopped" : $"it took longer than {s_patience.TotalMinutes:0} minutes";
            return new(file, name, "", 0, why);
        }
        catch (WorkspaceException e)
        {
            return new(file, name, "", 0, e.Message);
        }
    }

    /// <summary>The channel is asked on the loop, where channels live; the disk's steps are made elsewhere.</summary>
    private async Task<(long Size, string? Problem)> WriteAsync(
        string path,
        string channel,
        RemoteFile file,
        string name,
        CancellationToken ct
    )
    {
        var (made, problem) = await Task.Run(() => (SafeFile.Begin(path, out var why), why), CancellationToken.None);
        if (made is null)
        {
            return (0, $"{Folder}/{name} {problem}");
        }
        try
        {
            var size = 0L;
            var broken = await fetch(
                channel,
                file,
                bytes =>
                {
                    size += bytes.Length;
                    return made.Write(bytes.Span);
                },
                ct
            );
            return (size, broken ?? await Task.Run(made.Finish, CancellationToken.None));
        }
        finally
        {
            await Task.Run(made.Dispose, CancellationToken.None);
        }
    }

    /// <summary>The day and the channel's own number in front: the same message gets the same names, and no other does.</summary>
    private string NameOf(InboundMessage message, int index, RemoteFile file)
    {
        var day = TimeZoneInfo
            .ConvertTime(message.ReceivedAt, config.Value.Agent.TimeZone)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{day}-{Clean(message.Identity.MessageId)}{(index > 0 ? $"-{index + 1}" : "")}-{Clean(file.Name)}";
    }

    /// <summary>Letters and digits of any script, and <c>. - _</c>; the end with the kind of file is kept.</summary>
    private static string Clean(string name)
    {
        var clean = string.Concat(name.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).TrimStart('.');
        while (Encoding.UTF8.GetByteCount(clean) > LongestName)
        {
            clean = clean[1..];
        }
        return clean.Length == 0 ? "file" : clean;
    }

    private static string Of(string? mediaType, long? size)
    {
        var parts = ((string?[])[mediaType, size is { } bytes ? Size(bytes) : null]).Where(static part => part is not null);
        return string.Join(", ", parts) is { Length: > 0 } text ? $" ({text})" : "";
    }

    private static string Size(long bytes) =>
        bytes switch
        {
            < 1L << 10 => $"{bytes} bytes",
            < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
            < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.#} GB"),
        };

    private static bool IsImage(string? mediaType) => mediaType is "image/jpeg" or "image/png" or "image/webp" or "image/gif";

    /// <summary>What became of one file.</summary>
    private readonly record struct Fetched(RemoteFile File, string Name, string Path, long Size, string? Problem);
}
