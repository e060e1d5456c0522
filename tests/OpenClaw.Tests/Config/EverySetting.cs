namespace OpenClaw.Tests.Config;

/// <summary>A configuration in which each setting that there is has a value other than its default.</summary>
internal static class EverySetting
{
    public const string Text = """"
        [agent]
        name = "Pincer"
        owners = ["local:pi", "local:root"]
        timezone = "Europe/Amsterdam"
        workspace = "/srv/claw"
        people = "/srv/people"
        instructions = ["/dev/null"]
        max_steps = 7
        max_turn_time = "90s"

        [network]
        local_only = true
        allow = ["192.168.1.20", "10.0.0.0/8", "nas.lan"]

        [models.small]
        provider = "ollama"
        url = "http://localhost:11435"
        model = "qwen3:1.7b"
        context = 4096
        max_tokens = 512
        keep_alive = "forever"
        price = { input = "0.15", output = "0.60" }
        temperature = 1
        think = false
        tools = true
        images = true

        [models.big]
        provider = "openai"
        url = "https://nas.lan/v1"
        model = "qwen3-30b"
        api_key = { env = "BIG_KEY" }

        [models.actor]
        provider = "scripted"
        script = "~/actor.json"

        [chains.default]
        models = ["big", "small", "actor"]
        connect_timeout = "500ms"
        first_token_timeout = "5m"
        idle_timeout = "20s"
        cooldown = "10s"
        max_cooldown = "1h"
        on_exhausted = "wait"

        [[sessions]]
        name = "jobs"
        match = { channel = "local", chat_kind = "group", chat = ["a", "b*"], sender = "owners", origin = ["chat", "cron"] }
        key = "jobs-{sender}"
        policy = "tight"
        chain = "default"
        deliver = false
        workspace = "jobs"
        reset = { daily = 04:30, idle = "2h" }
        queue = "collect"
        debounce = "2s"
        queue_limit = 3
        max_age = "2h"
        budget = { turns_per_hour = 1, tokens_per_day = 2, tool_calls_per_turn = 3, seconds_per_turn = 4, cost_per_day = "5", cost_per_month = "6" }

        [[sessions]]
        name = "rest"
        per_sender = true
        delivery_ttl = "5m"

        [policies.tight]
        default = { exec = "ask", "*" = "deny" }
        ask = { approvers = ["local:pi"], expires = "5m", notify = ["local:pi"], self = false }

        [[policies.tight.rules]]
        name = "r"
        tools = ["exec", "mess*"]
        commands = ["git **"]
        cwd = ["src/**"]
        origins = ["hook"]
        senders = ["owners"]
        sessions = ["local:main"]
        except = { commands = ["git push **"] }
        action = "allow"
        reason = "because"

        [[policies.tight.rules]]
        paths = ["notes/**"]
        action = "ask"

        [[policies.tight.rules]]
        hosts = ["*.lan"]
        action = "ask"

        [[policies.tight.rules]]
        targets = ["local:*"]
        action = "ask"

        [delivery]
        ttl = "2h"
        on_unknown = "resend"

        [tools]
        result_limit = "8KB"
        exec_timeout = "10s"
        exec_max_timeout = "1h"
        exec_memory = "512MB"
        exec_processes = 64
        exec_spool = "1MB"
        exec_path = ["/opt"]
        exec_environment = ["LANG"]
        reminders = 5

        [people.anna]
        ids = ["telegram:7", "local:anna"]

        [channels.telegram]
        token = { env = "BIG_KEY" }
        api_url = "http://127.0.0.1:8081"
        allow_from = ["7"]
        poll_timeout = "10s"
        webhook = { url = "https://claw.example.org/telegram", secret = { env = "LONG_KEY" } }
        stream = "edit"
        max_file = "5MB"
        groups = { "-5" = { require_mention = false, allow_from = ["*"] } }

        [channels.slack]
        app_token = { env = "BIG_KEY" }
        bot_token = { env = "BIG_KEY" }
        api_url = "http://127.0.0.1:8082/api"
        allow_from = ["U7"]
        max_file = "1MB"
        channels = { "C5" = { require_mention = false, allow_from = ["*"] } }

        [channels.webchat]
        users = { pi = { token = { env = "LONG_KEY" } } }

        [web]
        listen = "[::1]:8485"
        hosts = ["claw.example.org"]
        behind_proxy = true
        tls = { certificate = "fullchain.pem", key = "privkey.pem" }

        [metrics]
        token = { env = "LONG_KEY" }

        [api]
        max_body = "2MB"
        clients = { editor = { token = { env = "LONG_KEY" }, policy = "read-only", chain = "default" } }

        [hooks.ci]
        secret = { env = "LONG_KEY" }
        signature = "generic"
        prompt = """
        Read this:
        {{body}}
        """
        session = "main"
        policy = "tight"
        chain = "default"
        deliver = "local:main"
        workspace = "ci"
        wait = true
        timeout = "5s"
        max_body = "1KB"
        queue_limit = 7
        budget = { turns_per_hour = 5 }
        enabled = false

        [hooks.bell]
        token = { env = "LONG_KEY" }
        prompt = "{{ who.name }} rings."

        [[cron]]
        name = "morning"
        schedule = "0 8 * * 1-5"
        check = "test -s mbox"
        prompt = "Sum them up."
        timezone = "UTC"
        session = "main"
        deliver = "local:main"
        timeout = "5m"
        overlap = "queue"
        missed = "once"
        missed_window = "2h"
        jitter = "30s"
        retry = { times = 2, backoff = "30s" }
        enabled = true

        budget = { turns_per_hour = 9 }

        [[cron]]
        name = "tidy"
        every = "1h"
        command = "true"

        [[cron]]
        name = "once"
        at = "2999-12-24T18:00"
        prompt = "Say it."

        [control]
        socket = "/tmp/x.sock"
        users = ["anna"]

        [log]
        level = "debug"
        file_limit = "1MB"

        [retention]
        transcripts = "365d"
        messages = "7d"
        ids = "100d"
        turns = "14d"
        outbox = "3d"
        cron = "20d"
        audit = "forever"
        """";
}
