// First of all, before any other type is touched: a launcher should run its command within a few milliseconds.
if (args is ["__exec", ..]) return OpenClaw.Tools.Exec.Launcher.Run(args);

// Replaced by the command table as soon as it exists.
Console.Error.WriteLine("openclaw: no commands yet");
return 64;
