namespace OpenClaw.Channels.Slack;

/// <summary>
/// The words of blocks (https://docs.slack.dev/reference/block-kit/blocks), written as the text of a message is, with names and links in
/// angle brackets. What has no words is left out. Pure.
/// </summary>
internal static class SlackBlockText
{
    /// <summary>Blocks in blocks in blocks: a list in a list is as deep as Slack's own go.</summary>
    private const int Deepest = 8;

    public static string Of(JsonElement blocks)
    {
        var text = new StringBuilder();
        if (blocks.ValueKind == JsonValueKind.Array)
        {
            foreach (var block in blocks.EnumerateArray())
            {
                Block(text, block, 0);
            }
        }

        return text.ToString().Trim();
    }

    private static void Block(StringBuilder text, JsonElement block, int depth)
    {
        if (depth > Deepest || block.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        switch (Shapes.Text(block, "type"))
        {
            case "rich_text" or "rich_text_list" or "context":
                foreach (var element in Elements(block, "elements"))
                {
                    Block(text, element, depth + 1);
                }
                break;
            case "rich_text_section" or "rich_text_quote" or "rich_text_preformatted":
                Begin(text);
                foreach (var element in Elements(block, "elements"))
                {
                    Inline(text, element);
                }
                break;
            case "section" or "header":
                if (block.TryGetProperty("text", out var words))
                {
                    Block(text, words, depth + 1);
                }
                foreach (var field in Elements(block, "fields"))
                {
                    Block(text, field, depth + 1);
                }
                break;
            case "mrkdwn":
                Begin(text);
                text.Append(Shapes.Text(block, "text"));
                break;
            case "plain_text" or "markdown":
                Begin(text);
                text.Append(SlackText.Escaped(Shapes.Text(block, "text") ?? ""));
                break;
        }
    }

    private static void Inline(StringBuilder text, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        text.Append(
            Shapes.Text(element, "type") switch
            {
                "text" => SlackText.Escaped(Shapes.Text(element, "text") ?? ""),
                "link" when Shapes.Text(element, "text") is { Length: > 0 } label =>
                    $"<{Target(element, "url")}|{SlackText.Escaped(label)}>",
                "link" => $"<{Target(element, "url")}>",
                "user" => $"<@{Target(element, "user_id")}>",
                "channel" => $"<#{Target(element, "channel_id")}>",
                "usergroup" => $"<!subteam^{Target(element, "usergroup_id")}>",
                "broadcast" => $"<!{Target(element, "range")}>",
                "emoji" => $":{Target(element, "name")}:",
                "date" => SlackText.Escaped(Shapes.Text(element, "fallback") ?? ""),
                _ => "",
            }
        );
    }

    /// <summary>Without what would end its brackets.</summary>
    private static string Target(JsonElement element, string name) =>
        SlackText.Escaped(Shapes.Text(element, name) ?? "").Replace("|", "%7C", StringComparison.Ordinal);

    private static void Begin(StringBuilder text)
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }
    }

    private static IEnumerable<JsonElement> Elements(JsonElement block, string name) =>
        block.TryGetProperty(name, out var elements) && elements.ValueKind == JsonValueKind.Array ? elements.EnumerateArray() : [];
}
