namespace OpenClaw.Messages;

/// <summary>One turn: the number of its row.</summary>
internal readonly record struct TurnId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One asked call, named so that it can be read aloud: <c>bako-42</c>.</summary>
internal readonly record struct ApprovalId(string Value)
{
    public override string ToString() => Value;
}
