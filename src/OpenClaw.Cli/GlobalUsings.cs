// What every room speaks: text, numbers, JSON and the log of the framework, messages, and the foundation that knows nothing of agents. A file
// names what else it uses.
global using System.Globalization;
global using System.Text;
global using System.Text.Json;
global using OpenClaw.Foundation.Linux;
global using OpenClaw.Foundation.Logging;
global using OpenClaw.Foundation.Storage;
global using OpenClaw.Foundation.Text;
global using OpenClaw.Messages;
