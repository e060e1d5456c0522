namespace OpenClaw.Tools;

/// <summary>
/// Where tools come from. A source brings each tool with its schema and with the effects that the gate judges (<see
/// cref="Tool.IntendAsync"/>); it may come and go at a reload. The gate, the audit and the model know a tool by its full name.
/// </summary>
internal interface IToolSource
{
    /// <summary>Begins the full name of each of its tools, before an underscore. Empty for the tools that are built in.</summary>
    string Name { get; }

    /// <summary>Its tools, in the order in which a model is told of them. The same list for as long as the source is in the table: the
    /// prompt must not change from turn to turn.</summary>
    IReadOnlyList<Tool> Tools { get; }
}
