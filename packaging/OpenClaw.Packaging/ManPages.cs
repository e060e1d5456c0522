using System.CommandLine;
using System.Globalization;
using System.Text;
using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Config.Loading;

namespace OpenClaw.Packaging;

/// <summary>
/// Pages of the manual in roff (man(7)), made from the words that the commands print as their help: <c>openclaw(1)</c>, a page for each command,
/// and <c>openclaw.toml(5)</c>, which is the example configuration with its comments.
/// </summary>
internal static class ManPages
{
    /// <param name="folder">Where <c>man1</c> and <c>man5</c> are made.</param>
    /// <param name="version">Of the program.</param>
    /// <param name="date">Of the release, <c>yyyy-MM-dd</c>: never of the build, which would make each one different.</param>
    public static int Write(string folder, string version, string date)
    {
        var root = CommandTable.Build(new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null });
        var commands = root.Subcommands.Where(static command => !command.Hidden).ToArray();
        Save(folder, 1, "openclaw", Page(root, commands));
        foreach (var command in commands)
        {
            Save(folder, 1, $"openclaw-{command.Name}", Page(command, []));
        }
        Save(folder, 5, "openclaw.toml", Configuration());
        return 0;

        void Save(string of, int section, string name, string body)
        {
            var path = Path.Combine(of, $"man{section}", $"{name}.{section}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $".TH {Word(name.ToUpperInvariant())} {section} {date} \"openclaw {version}\" \"openclaw\"\n{body}");
        }
    }

    private static string Page(Command command, IReadOnlyList<Command> others)
    {
        var page = new StringBuilder();
        var isRoot = command is RootCommand;
        var name = isRoot ? "openclaw" : $"openclaw-{command.Name}";
        var description = command.Description ?? "";
        page.Append(CultureInfo.InvariantCulture, $".SH NAME\n{Text(name)} \\- {Text(FirstSentence(description))}\n.SH SYNOPSIS\n");
        page.Append(isRoot ? ".B openclaw\n.I COMMAND\n[\\fIOPTIONS\\fR]\n" : Synopsis("openclaw", command));
        page.Append(CultureInfo.InvariantCulture, $".SH DESCRIPTION\n{Text(description)}\n");
        if (others.Count > 0)
        {
            page.Append(".SH COMMANDS\n");
            foreach (var other in others)
            {
                page.Append(CultureInfo.InvariantCulture, $".TP\n.BR openclaw\\-{Text(other.Name)} (1)\n{Text(other.Description ?? "")}\n");
            }
        }
        Entries(page, command);
        foreach (var below in command.Subcommands.Where(below => !isRoot && !below.Hidden))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $".SH {Text(below.Name.ToUpperInvariant())}\n{Synopsis($"openclaw {command.Name}", below)}"
            );
            page.Append(CultureInfo.InvariantCulture, $".PP\n{Text(below.Description ?? "")}\n");
            Entries(page, below, heading: false);
        }
        Examples(page, command);
        page.Append(
            isRoot
                ? """
                .SH FILES
                .TP
                .I ./openclaw.toml, $XDG_CONFIG_HOME/openclaw/openclaw.toml, /etc/openclaw/openclaw.toml
                The configuration; the first that is there.
                .TP
                .I /var/lib/openclaw, $XDG_STATE_HOME/openclaw
                The state: transcripts, approvals, deliveries, the audit.
                .SH EXIT STATUS
                0 is success, 1 a failure, 64 a wrong use, 69 that no gateway answers, 75 that a call waits for a person, 77 that this user may not, 78 a wrong configuration, 130 an interruption.
                .SH SEE ALSO
                .BR openclaw.toml (5),
                .BR systemd.service (5)

                """
                : ".SH SEE ALSO\n.BR openclaw (1),\n.BR openclaw.toml (5)\n"
        );
        return page.ToString();
    }

    private static string Synopsis(string before, Command command)
    {
        var words = new StringBuilder($".B {Text($"{before} {command.Name}")}\n");
        foreach (var argument in command.Arguments.Where(static argument => !argument.Hidden))
        {
            var isOptional = argument.Arity.MinimumNumberOfValues == 0;
            words.Append(
                CultureInfo.InvariantCulture,
                $"{(isOptional ? "[" : "")}\\fI{Text(argument.HelpName ?? argument.Name)}\\fR{(isOptional ? "]" : "")}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}\n"
            );
        }
        return words.Append(command.Options.Any(static option => !option.Hidden) ? "[\\fIOPTIONS\\fR]\n" : "").ToString();
    }

    private static void Entries(StringBuilder page, Command command, bool heading = true)
    {
        var arguments = command.Arguments.Where(static argument => !argument.Hidden).ToArray();
        var options = command.Options.Where(static option => !option.Hidden).ToArray();
        Heading(arguments.Length, "ARGUMENTS");
        foreach (var argument in arguments)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $".TP\n.I {Text(argument.HelpName ?? argument.Name)}\n{Text(argument.Description ?? "")}\n"
            );
        }
        Heading(options.Length, "OPTIONS");
        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).Distinct().Select(static name => $"\\fB{Text(name)}\\fR"));
            var value = option.Arity.MaximumNumberOfValues > 0 && option.HelpName is { } help ? $" \\fI{Text(help)}\\fR" : "";
            page.Append(CultureInfo.InvariantCulture, $".TP\n{names}{value}\n{Text(option.Description ?? "")}\n");
        }

        void Heading(int count, string of)
        {
            if (heading && count > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $".SH {of}\n");
            }
        }
    }

    private static void Examples(StringBuilder page, Command command)
    {
        var lines =
            command is CommandBase { Examples.Count: > 0 } one ? one.Examples
            : command is RootCommand ? CommandTable.Examples
            : [];
        if (lines.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $".SH EXAMPLES\n.nf\n{string.Join('\n', lines.Select(Text))}\n.fi\n");
        }
    }

    private static string Configuration() =>
        $"""
            .SH NAME
            openclaw.toml \- configuration of the openclaw gateway
            .SH DESCRIPTION
            One file in TOML declares the whole gateway. It is read at the start and by \fBopenclaw reload\fR; a wrong one changes nothing.
            \fBopenclaw check\fR says what is wrong with it, by line and column. This is the example, with every setting that there is:
            .PP
            .nf
            {string.Join('\n', ExampleConfig.Text.TrimEnd().Split('\n').Select(Text))}
            .fi
            .SH SEE ALSO
            .BR openclaw (1),
            .BR openclaw\-check (1)

            """.Replace("            ", "", StringComparison.Ordinal);

    /// <summary>A line of roff: a hyphen is a minus that can be copied, a backslash is one, and a dot or quote that begins the line is text.</summary>
    private static string Text(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped;
    }

    private static string Word(string text) => $"\"{Text(text)}\"";

    // whatis(1) lists it, on one line.
    private static string FirstSentence(string description)
    {
        var end = description.IndexOf(". ", StringComparison.Ordinal);
        var sentence = (end < 0 ? description : description[..end]).TrimEnd('.');
        return sentence is [var first, ..] ? $"{char.ToLowerInvariant(first)}{sentence[1..]}" : "";
    }
}
