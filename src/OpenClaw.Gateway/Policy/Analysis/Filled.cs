namespace OpenClaw.Policy.Analysis;

/// <summary>What <c>{}</c> in the words of a wrapped command stands for.</summary>
internal enum Filled
{
    /// <summary>For itself.</summary>
    No,

    /// <summary>Paths below folders that are named, links among them.</summary>
    Paths,

    /// <summary>Such paths, and each is a file and no link.</summary>
    Files,
}
