namespace OpenClaw.Channels.Slack;

/// <summary>What to do about a refusal of Slack, in words that name the place. Pure.</summary>
internal static class SlackFaults
{
    public const string AppToken = "channels.slack.app_token";
    public const string BotToken = "channels.slack.bot_token";

    public const string TwoApps =
        $"app_token and bot_token belong to different apps: what is heard was said to another bot than the one that answers; set both of the same app ({AppToken}, {BotToken})";

    /// <summary>Whether only a person can mend it, and nothing of the channel passes until then.</summary>
    public static bool NeedsAPerson(string error) =>
        error
            is "invalid_auth"
                or "not_authed"
                or "account_inactive"
                or "token_revoked"
                or "token_expired"
                or "not_allowed_token_type"
                or "missing_scope"
                or "no_permission"
                or "org_login_required"
                or "ekm_access_denied"
                or "team_access_not_granted"
                or "invalid_app_id";

    /// <summary>Why a call did not do what it should.</summary>
    /// <param name="setting">Whose token it was made with.</param>
    public static string Words(ChannelAnswer answer, string setting) =>
        answer switch
        {
            SlackRefusal refused => Words(refused, setting),
            ChannelAnswer.NotDone notDone => notDone.Reason,
            _ => throw new InvalidOperationException($"no words for {answer.GetType().Name}"),
        };

    /// <param name="setting">Whose token the call was made with.</param>
    public static string Words(SlackRefusal refused, string setting) =>
        refused.Error switch
        {
            "invalid_auth" or "not_authed" => $"Slack does not know the token; set the right one ({setting})",
            "account_inactive" or "token_revoked" or "token_expired" =>
                $"Slack says {refused.Error}: install the app again and set its new token ({setting})",
            "not_allowed_token_type" => $"Slack wants another kind of token ({setting}): app_token begins with xapp-, bot_token with xoxb-",
            "missing_scope" when setting == AppToken =>
                $"Slack says missing_scope: make an app-level token with the scope {refused.Needed ?? "connections:write"} under Basic Information, App-Level Tokens, and set it ({setting})",
            "missing_scope" =>
                $"Slack says missing_scope: add the bot scope {refused.Needed ?? "that `openclaw slack manifest` lists"} under OAuth & Permissions and install the app again",
            "not_in_channel" => "Slack says not_in_channel: type \"/invite\" with the app's name in that channel",
            "channel_not_found" =>
                "Slack says channel_not_found: the channel is gone, or private and without the app; there, type \"/invite\" with the app's name",
            "is_archived" => "Slack says is_archived: the channel is closed; nothing can be said in it until it is opened again",
            "restricted_action"
            or "restricted_action_read_only_channel"
            or "restricted_action_thread_only_channel"
            or "restricted_action_non_threadable_channel" =>
                $"Slack says {refused.Error}: that channel's settings do not let the app post there",
            "messages_tab_disabled" =>
                "Slack says messages_tab_disabled: switch on the Messages Tab under App Home, so that people can write to the app",
            _ => $"Slack says {refused.Error}",
        };
}
