namespace OpenClaw.Approvals;

/// <summary>What became of somebody's answer.</summary>
internal abstract record Decision
{
    private Decision() { }

    /// <summary>It counted, and it is on the disk.</summary>
    public sealed record Taken(Approval Approval) : Decision;

    public sealed record Unknown(string Line) : Decision;

    /// <summary>Somebody, or the clock, was first.</summary>
    public sealed record TooLate(Approval Approval, string Line) : Decision;

    public sealed record NotAllowed(string Line) : Decision
    {
        /// <summary>What is said instead where others read it: who may is nobody's business in a group.</summary>
        public const string InAGroup = "You may not answer this request.";
    }

    /// <summary>The answer was to another call than the one that waits, or to none that was shown whole. The question still
    /// waits.</summary>
    public sealed record NotShown(Approval Approval, string Line) : Decision;
}
