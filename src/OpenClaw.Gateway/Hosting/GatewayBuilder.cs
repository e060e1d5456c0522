using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Agent;
using OpenClaw.Agent.Budgets;
using OpenClaw.Agent.ChatCommands;
using OpenClaw.Agent.Housekeeping;
using OpenClaw.Agent.Notices;
using OpenClaw.Agent.Prompt;
using OpenClaw.Agent.ToolServices;
using OpenClaw.Approvals;
using OpenClaw.Channels;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Exec;
using OpenClaw.Foundation.Timekeeping;
using OpenClaw.Hosting.Folders;
using OpenClaw.Models.Kept;
using OpenClaw.Scheduling;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;
using OpenClaw.Web;
using OpenClaw.Web.Api;
using OpenClaw.Web.Health;
using OpenClaw.Web.Hooks;
using OpenClaw.Web.Page;

namespace OpenClaw.Hosting;

// Longer than 300 lines: it is one list of objects without a decision in it, and parts of it would be read one by one.
/// <summary>Puts a gateway together by hand. Read from top to bottom it is the picture of the program.</summary>
internal static class GatewayBuilder
{
    public static async Task<Gateway> BuildAsync(GatewaySetup setup)
    {
        var (loop, store, time) = (setup.Loop, setup.Store, setup.Loop.Time);
        var log = setup.Logs?.CreateLogger("gateway") ?? NullLogger.Instance;
        // Before the policies, which close what was not moved.
        var left = await FolderMoves.RunAsync(setup.Config.Agent, setup.StateDirectory, setup.Home, store, log);
        string[] ofStart = [.. setup.Notices, .. left];
        foreach (var warning in setup.Warnings.Concat(ofStart))
        {
            HostingLog.ConfigWarning(log, warning);
        }

        // What a reload replaces.
        var first = await setup.SnapshotOfAsync(setup.Config);
        var current = new CurrentSnapshot(first);
        var (config, policies, models, instructions) = (current.Config, current.Policies, current.Models, current.Instructions);
        foreach (var problem in instructions.Value.Problems)
        {
            HostingLog.ConfigWarning(log, problem);
        }

        var events = new EventHub(log);
        events.Observe(happened => EventLog.Note(log, happened));
        var names = new KnownNames(config);
        var turns = new TurnStore(store, time);
        var lanes = new LaneTable(loop, turns, events, config);
        var approvals = new ApprovalService(loop, new ApprovalStore(store), store, events, names, lanes, config);
        var admission = new ChannelAdmission(config);
        var edges = new ChannelTable(
            loop,
            new CursorStore(store),
            new ChannelNeighbours(
                events,
                approvals,
                admission,
                ChatCommandTable.Menu,
                channel => OutboxStore.ThreadsAsync(store, channel),
                names
            ),
            log
        );
        OutboundChannels WaysOutOf(GatewayConfig c) => new([.. edges.Take(c, GatewaySetup.DialRulesOf(c)), .. setup.Channels(c)]);
        var channels = new Current<OutboundChannels>(WaysOutOf(setup.Config));

        // Rows.
        var counters = await Counters.LoadAsync(store);
        var owners = await OwnerPlaces.LoadAsync(store, config, time);
        var sessions = new SessionStore(store, time);
        var inbox = new InboxStore(store);
        var effects = new EffectLog(store, time);
        var outbox = new OutboxStore(store, counters, channels, config, time);

        // Rooms.
        var writer = new TurnWriter(store, loop, events, log);
        var sessionService = new SessionService(lanes, sessions, store);
        var announcer = new Announcer(sessions, outbox, channels, to => TranscriptPlaces.Of(config.Value, to), events);
        var sender = new OutboxSender(loop, store, outbox, channels, config, events, new Backoff(setup.Jitter), log);
        outbox.Queued += sender.Take;

        var (usage, days) = (new UsageStore(store), new AgentDays(config, time));
        var costs = new CostKeeper(new SpendingStore(store), usage, days, config, log);
        var budgets = new TurnBudgets(new BudgetKeeper(usage, days), costs);

        // The way of a message into its lane. This is the only place where its order is written.
        var notices = new ApprovalNotices(announcer, outbox, owners, config);
        var queue = new QueueNotices(lanes, outbox);
        var guard = new TurnGuard(log);
        var chatCommands = new ChatCommandTable(
            lanes,
            new ChatDecisions(approvals, notices, outbox),
            approvals,
            sessionService,
            sessions,
            budgets,
            config,
            models
        );
        var intake = new Intake(
            loop,
            new TurnPipeline(
                loop,
                [
                    new AcceptStage(inbox),
                    new AdmitStage(admission, store, log),
                    new RouteStage(config, owners, names),
                    new CommandStage(chatCommands, inbox, outbox, events, store),
                    new LaneStage(
                        lanes,
                        inbox,
                        turns,
                        events,
                        store,
                        (full, line) => outbox.Add(full.Batch, full.Saying(line), null),
                        queue.For
                    ),
                ],
                guard
            ),
            counters
        );

        // Tools, and what they need of their neighbours.
        var launchers = new LauncherRegistry();
        var runner = new CommandRunner(launchers, Path.Combine(setup.StateDirectory, "spool"), setup.LauncherExecutable)
        {
            SpoolLimit = setup.Config.Tools.ExecSpool,
        };
        var commands = new RunningCommands(runner, loop);
        commands.Ended += (command, end) =>
            events.Publish(new GatewayEvent.CommandEnded(command.Id, command.Line, end.ToString()) { Session = command.Session });
        var clock = new CronClock(loop, log);
        var reminderRows = new ReminderStore(store);
        var reminders = new ReminderService(loop, reminderRows, store, turns, intake, counters, clock, log);
        var builtIn = new BuiltInTools(
            commands,
            new MessageSender(announcer, store),
            new SessionDirectory(sessions, lanes, approvals, config),
            new Reminders(reminders, turns, loop, config)
        );
        var tools = new ToolTable([builtIn, .. first.ToolSources]);
        var uploads = new Uploads(Path.Combine(setup.StateDirectory, "uploads"), time);

        // The turn itself, and its reply on its way out.
        var files = new IncomingFiles(
            (channel, file, take, stop) =>
                channel == "webchat" ? uploads.FetchAsync(file, take) : edges.FetchAsync(channel, file, take, stop),
            edges.LookUpAsync,
            config,
            loop
        );
        var prompt = new TurnPrompt(
            new ToolOffer(tools, policies),
            new SystemPrompt(PromptPart.All, log),
            new KeptPrompts(),
            config,
            instructions
        );
        var asked = new AskedCalls(approvals, sessions);
        var calls = new CallRunner(tools, policies, asked, effects, new BackgroundEnds(loop, effects), events, writer, log);
        var step = new ModelStep(writer, sessions, events, prompt, budgets, config, models, log);
        var converse = new ConverseStage(
            loop,
            writer,
            new TurnOpening(loop, sessions, lanes, queue, files, events, config, log),
            calls,
            step,
            new TurnSleep(writer, approvals, asked, notices, outbox, events, log),
            budgets,
            config
        );
        var deliver = new DeliverStage(outbox, announcer, turns, events, writer, time);
        var rows = new TurnRows(store, turns, sessions, effects);
        var ends = new TurnEnds(rows, deliver, asked, lanes, config, log);
        var turn = new TurnRunner(loop, converse, deliver, sessions, ends, guard, log);

        // What sets off turns by itself.
        var cronRows = new CronStore(store);
        var alert = new OwnerAlert(announcer, owners, log);
        var runs = new JobRuns(loop, cronRows, store, intake, alert, log);
        var keeper = new ClockKeeper(loop, setup.Time, store, setup.IsSynchronised, log);
        var cron = new CronService(loop, cronRows, store, runs, clock, keeper, config, log);
        turns.Ending += cron.TurnEnding;
        turns.Ended += (ended, _) => cron.TurnEnded(ended);
        turns.Ended += (ended, _) => reminders.TurnEnded(ended);

        var questions = new QuestionsAgain(turns, approvals, lanes, notices, store, log);
        var shown = new ShownApprovals(loop, approvals, outbox, store, names, config, log);
        approvals.Decided += shown.Refresh;
        approvals.AnsweredUnseen += questions.ShowAsync;
        var standing = new StandingCalls(turns, sessions, lanes, tools, approvals, config, policies);
        approvals.Approving += standing.WhyNotAsync;

        // What moves along when the clock is set.
        keeper.Moving += approvals.MoveAlong;
        keeper.Moving += sender.MoveAlong;
        keeper.Moving += lanes.MoveAlong;
        keeper.Moving += SessionStore.MoveAlong;
        keeper.Moving += UsageStore.MoveAlong;
        keeper.Moving += cron.MoveAlong;
        keeper.Moving += reminders.MoveAlong;

        var reloader = new Reloader(loop, setup, current, events, store, log);
        var recovery = new Recovery(rows, outbox, approvals, questions, lanes, ends, loop, log);
        var takeover = setup.IsTakeover ? new Takeover(store, reminderRows, cronRows, announcer, alert, config, time, log) : null;
        var access = new ControlAccess(UnixUser.Own, setup.Config.Control);
        var served = new WebState();
        var outboxService = new OutboxService(store, outbox, sender, channels, events);
        var rights = new PeerRights(config);
        var subscriptions = new Subscriptions(loop, events, approvals, config, rights);
        var facts = new GatewayFacts
        {
            Config = config,
            Version = BuildInfo.Version,
            StartedAt = time.GetTimestamp(),
            Clock = () => ClockFacts(keeper),
            StateDirectory = setup.StateDirectory,
            Socket = setup.Socket,
            ConfigLoadedAt = () => reloader.LoadedAt,
            ChannelTrouble = edges.TroubleOf,
            Web = () => served.IsWanted ? new ChannelInfo("web", served.Trouble is null ? "listening" : "waiting", served.Trouble) : null,
            Background = () => [.. commands.Background.Select(static c => new BackgroundCommand(c.Session.Value, c.Id, c.Line))],
            Spending = () => SpendingShape.OfAsync(costs, config.Value),
            Warnings = () =>
                [.. reloader.Warnings, .. ofStart, .. takeover?.Notice is { } told ? (string[])[told] : [], .. instructions.Value.Problems],
        };
        var groups = ControlMethods.Create(
            new ControlParts
            {
                Facts = facts,
                Rights = rights,
                Subscriptions = subscriptions,
                Uploaded = Attachments.FileOf,
                Loop = loop,
                Store = store,
                Logs = setup.Logs,
                Log = log,
                Reloader = reloader,
                Intake = intake,
                Events = events,
                Lanes = lanes,
                Inbox = inbox,
                Turns = turns,
                Sessions = sessions,
                SessionService = sessionService,
                Approvals = approvals,
                Outbox = outboxService,
                Cron = cron,
                CronRows = cronRows,
                Reminders = reminders,
                Tools = tools,
                StandingCalls = standing,
                Config = config,
                Policies = policies,
                Models = models,
                Channels = edges,
            }
        );

        var methods = ControlTable.Of(groups);
        var control = new ControlServer(loop, methods, access, log) { DescendsFromLauncher = launchers.DescendsFromLauncher };

        // What is served over HTTP. Nothing of it is made ready before a configuration asks for it.
        var attempts = new TokenAttempts(time, log);
        // People's guesses and programs' are counted apart: a program that was set up wrongly must not keep its owner from the page.
        var page = new PagePart(
            loop,
            config,
            new ControlAnswers(loop, methods.Only(PagePart.Methods), log),
            subscriptions,
            rights,
            events,
            new TokenAttempts(time, log),
            new Attachments(loop, config, policies, sessions, rights, uploads)
        );
        var metrics = new MetricsPart(loop, config, groups.Status.LookAsync, attempts);
        turns.Ended += metrics.TurnEnded;
        calls.Judged += metrics.CallJudged;
        step.ModelFailed += failed => metrics.ModelFailed(failed.Model, failed.Kind);
        var api = new ApiPart(loop, config, new ChatService(loop, intake, events, lanes, sessions, config), attempts);
        var hooks = new HookPart(
            loop,
            config,
            intake,
            inbox,
            lanes,
            new KnownMessages(inbox, turns, sessions, approvals),
            events,
            new HookGuard(config, attempts, time, log)
        );
        var web = new WebServer(
            loop,
            [new HealthPart(loop, store), metrics, page, api, hooks, new TelegramHookPart(loop, () => edges.WebhookOf("telegram"))],
            served,
            log,
            setup.Passed.Page
        );
        web.Closing += page.CloseStreams;
        web.Closing += api.CloseRequests;
        web.Closing += hooks.LetGo;
        reloader.Swapped += snapshot =>
        {
            var next = snapshot.Config;
            web.Apply(next);
            control.Admit(next.Control);
            runner.SpoolLimit = next.Tools.ExecSpool;
            tools.Replace([builtIn, .. snapshot.ToolSources]);
            channels.Replace(WaysOutOf(next));
            sender.ChannelsChanged();
            cron.Wake();
        };

        return new Gateway
        {
            Loop = loop,
            Store = store,
            Events = events,
            Intake = intake,
            Lanes = lanes,
            Turns = turn,
            Clock = keeper,
            Recovery = recovery,
            Takeover = takeover,
            StateDirectory = setup.StateDirectory,
            Sender = sender,
            Approvals = approvals,
            ShownApprovals = shown,
            Channels = edges,
            Cron = cron,
            Housekeeper = new Housekeeper(loop, store, turns, sessions, config, log),
            Reminders = reminders,
            Reloader = reloader,
            Control = control,
            Web = web,
            Config = config,
            Policies = policies,
            Models = models,
            Commands = commands,
            Log = log,
        };
    }

    private static ClockStatus? ClockFacts(ClockKeeper keeper) =>
        (keeper.Last, keeper.Behind) is var (last, behind) && (last is not null || behind > TimeSpan.Zero || keeper.IsWrong)
            ? new ClockStatus(
                last is null ? null : Math.Round(last.By.TotalSeconds),
                last?.At,
                last?.OverRestart ?? false,
                Math.Round(behind.TotalSeconds),
                keeper.IsWrong ? true : null
            )
            : null;
}
