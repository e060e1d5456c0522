using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Slack;

/// <summary>Fetches what people attach. A file that was shared by another company (Slack Connect) is named by its id alone, and Slack is
/// asked for the rest.</summary>
internal sealed class SlackFiles(SlackApi api, SlackConfig config)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>The same when Slack does not say more.</summary>
    public async Task<RemoteFile> LookUpAsync(RemoteFile file, CancellationToken ct) =>
        AddressOf(file) is null && await FindAsync(file, ct) is ({ } found, _) ? found : file;

    /// <summary>Hands on the bytes. Null, or why not, as a phrase.</summary>
    public async Task<string?> FetchAsync(RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct)
    {
        var url = AddressOf(file);
        if (url is null)
        {
            var (found, problem) = await FindAsync(file, ct);
            if (found is null)
            {
                return problem;
            }
            (file, url) = (found, AddressOf(found));
        }

        var largest = $"more than channels.slack.max_file ({Sizes.Show(config.MaxFile)})";
        if (file.Size > config.MaxFile)
        {
            return $"it is {largest}";
        }
        if (url is null)
        {
            return "Slack does not say where it is";
        }
        return config.MayFollow(url)
            ? await api.DownloadAsync(url, file.MediaType, new FileTarget(config.MaxFile, largest, take), ct)
            : $"it lies with {url.Host}, which is not Slack";
    }

    /// <summary>As an event or an answer describes it; without an address it is found by its id.</summary>
    public static RemoteFile Of(SlackFile file) =>
        new(file.Name ?? "file", file.Mimetype, file.Size, file.UrlPrivateDownload ?? file.UrlPrivate ?? file.Id ?? "");

    private async Task<(RemoteFile? Found, string? Problem)> FindAsync(RemoteFile file, CancellationToken ct) =>
        await api.AskAsync("files.info", [("file", file.Reference)], s_patience, ct) switch
        {
            ChannelAnswer.Done done when Shapes.Read(done.Result, SlackJson.Default.SlackFileAnswer)?.File is { } found => (
                Of(found),
                null
            ),
            ChannelAnswer.Done => (null, "Slack does not say where it is"),
            var answer => (null, SlackFaults.Words(answer, SlackFaults.BotToken)),
        };

    private static Uri? AddressOf(RemoteFile file) => Uri.TryCreate(file.Reference, UriKind.Absolute, out var url) ? url : null;
}
