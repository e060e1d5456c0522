// What every command speaks: text, numbers and JSON of the framework, the command line, messages, the control API and its client, and the
// foundation that knows nothing of agents. A file names what else it uses.
global using System.CommandLine;
global using System.Globalization;
global using System.Text;
global using System.Text.Json;
global using OpenClaw.Cli.Commands.Common;
global using OpenClaw.Cli.Terminal;
global using OpenClaw.Control.Api;
global using OpenClaw.Control.Client;
global using OpenClaw.Control.Wire;
global using OpenClaw.Foundation.Linux;
global using OpenClaw.Foundation.Logging;
global using OpenClaw.Foundation.Storage;
global using OpenClaw.Foundation.Text;
global using OpenClaw.Messages;
