namespace OpenClaw.Channels.Slack;

/// <summary>What an app of Slack must be to be used here, in the form that api.slack.com/apps takes.</summary>
internal static class SlackManifest
{
    /// <summary>What the bot must be granted, as the manifest asks for it.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
    [
        "app_mentions:read",
        "channels:history",
        "groups:history",
        "im:history",
        "mpim:history",
        "chat:write",
        "commands",
        "files:read",
        "users:read",
    ];

    /// <summary>Each scope is one that a part of this channel uses.</summary>
    public static string Yaml(string name) =>
        $"""
            # https://api.slack.com/apps: Create New App, From a manifest. Then
            #   Basic Information, App-Level Tokens: make one with the scope connections:write   -> channels.slack.app_token (xapp-..)
            #   Install App: the Bot User OAuth Token                                            -> channels.slack.bot_token (xoxb-..)
            display_information:
              name: "{name}"
              description: A personal agent, run by openclaw
            features:
              app_home:
                home_tab_enabled: false
                messages_tab_enabled: true              # people can write to it
                messages_tab_read_only_enabled: false
              bot_user:
                display_name: "{name}"
                always_online: true
              slash_commands:
                - command: /claw
                  description: Ask the agent
                  usage_hint: what you want
                  should_escape: true
            oauth_config:
              scopes:
                bot:
                  - app_mentions:read                   # hears its name in channels
                  - channels:history                    # and what is said there, where require_mention = false
                  - groups:history                      # the same in private channels
                  - im:history                          # direct messages
                  - mpim:history                        # conversations of several people
                  - chat:write                          # answers
                  - commands                            # /claw
                  - files:read                          # what people attach
                  - users:read                          # what people are called
            settings:
              event_subscriptions:
                bot_events:
                  - app_mention
                  - message.channels
                  - message.groups
                  - message.im
                  - message.mpim
              interactivity:
                is_enabled: true                        # the buttons of approvals
              org_deploy_enabled: false
              socket_mode_enabled: true
              token_rotation_enabled: false

            """;
}
