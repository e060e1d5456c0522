using OpenClaw.Cli;

// First of all, before any other type is touched: a launcher should run its command within a few milliseconds.
if (args is ["__exec", ..])
{
    return OpenClaw.Exec.Launcher.Run(args);
}

// Before a second thread could read the environment.
OpenClaw.Foundation.Network.TlsRoots.PreferBundleFile();

return await CommandTable.RunAsync(args, CommandContext.OfProcess());
