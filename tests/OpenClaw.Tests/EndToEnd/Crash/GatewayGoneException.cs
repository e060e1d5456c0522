namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The gateway does not answer any more: it was killed, as the test wanted.</summary>
internal sealed class GatewayGoneException(string during, Exception? inner = null) : Exception($"the gateway is gone ({during})", inner);
