namespace OpenClaw.Config.Toml;

/// <summary>Which edition of the language a document is read as. 1.1 accepts all of 1.0.</summary>
public enum TomlVersion
{
    V1_0,

    /// <summary>Adds newlines, comments and a trailing comma in inline tables, the escapes <c>\e</c> and <c>\xHH</c>, and times without
    /// seconds.</summary>
    V1_1,
}
