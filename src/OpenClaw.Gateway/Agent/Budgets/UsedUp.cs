namespace OpenClaw.Agent.Budgets;

/// <summary>What the people of a chat were told is used up; the bits of <c>usage.told</c>.</summary>
[Flags]
internal enum UsedUp
{
    Nothing = 0,

    /// <summary>Turns of an hour, or tokens of a day.</summary>
    Work = 1,

    Money = 2,
}
