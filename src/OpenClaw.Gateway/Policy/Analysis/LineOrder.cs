using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs.Words;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// What was looked at before the line runs holds only as long as the line itself does not change it. Follows which commands may make, move
/// or remove names (links, folders, repositories), and which lean on where a name leads.
/// </summary>
internal sealed class LineOrder
{
    private Need _needed;
    private string? _word;
    private int _commands;

    internal enum Change
    {
        Nothing,

        /// <summary>What plain files hold: no name leads elsewhere, but make and programs of the folder may do something else.</summary>
        Contents,

        Names,
    }

    private enum Need
    {
        Nothing,
        Names,

        /// <summary>Also what the files hold.</summary>
        Contents,
    }

    public Change Changed { get; private set; }

    /// <returns>Why it cannot be told what the command does here; null when it can.</returns>
    public string? Add(Effect.Command command, ProgramReading? reading, bool writes)
    {
        var why = Lean(NeedOf(command, reading, out var word), word, Changed);
        Changed = Max(Changed, ChangeOf(command, reading, writes));
        _commands++;
        return why;
    }

    /// <returns>Why it cannot be told where the redirection leads; null when it can.</returns>
    public string? AddRedirection(ShellRedirection redirection, Change before)
    {
        var why = Lean(Need.Names, redirection.Target, before);
        if (redirection.Kind != ShellRedirectionKind.Read)
        {
            Changed = Max(Changed, Lookers.IsOfRepository(redirection.Target) ? Change.Names : Change.Contents);
        }
        return why;
    }

    /// <summary>Begins commands that run at the same time or again and again, so that what stands behind may come before.</summary>
    public Together Begin() => new(this);

    private static Need NeedOf(Effect.Command command, ProgramReading? reading, out string word)
    {
        word = command.Words[0];
        // Where PATH leads nothing is changed by what may be written here.
        if (command.BareName is null || (word.Contains('/') && !word.StartsWith('/')))
        {
            return Need.Contents;
        }
        if (reading is { Repositories.Count: > 0 })
        {
            return Need.Names;
        }
        if (reading is { Scripts.Count: > 0 })
        {
            return Need.Contents;
        }
        if (reading is { Files.Count: > 0 })
        {
            word = reading.Files[0].Path;
            return Need.Names;
        }

        if (reading is not null || Lookers.NamesNothing(command))
        {
            return Need.Nothing;
        }
        word = command.Words.Count > 1 ? command.Words[^1] : word;
        return Lookers.Contains(command.BareName) ? Need.Names : Need.Contents;
    }

    private static Change ChangeOf(Effect.Command command, ProgramReading? reading, bool writes)
    {
        if (command.BareName is not { } name)
        {
            return Change.Names;
        }
        if (reading is null)
        {
            return Lookers.Contains(name) ? Change.Nothing : Change.Names;
        }
        // What cannot be told may change any name.
        if (
            reading.Why is not null
            || reading.MayAddRepositories
            || name is "make" or "gmake"
            || reading.Repositories.Any(static place => !Lookers.IsVerb(place.Verb))
        )
        {
            return Change.Names;
        }
        return !writes ? Change.Nothing
            : Lookers.WritesPlainFiles(command, name) && !command.Words.Any(Lookers.IsOfRepository) ? Change.Contents
            : Change.Names;
    }

    private string? Lean(Need need, string word, Change changed)
    {
        if (need > _needed)
        {
            (_needed, _word) = (need, word);
        }
        return IsLost(need, changed) ? Why(word) : null;
    }

    private static bool IsLost(Need need, Change change) =>
        need != Need.Nothing && (change == Change.Names || (change == Change.Contents && need == Need.Contents));

    private static string Why(string word) => $"an earlier command of the line may have changed where `{word}` leads";

    private static Change Max(Change one, Change other) => one > other ? one : other;

    /// <summary>Commands whose order is not that of the text.</summary>
    internal sealed class Together
    {
        private readonly LineOrder _order;
        private readonly Change _before;
        private readonly Need _neededBefore;
        private readonly string? _wordBefore;
        private readonly int _commandsBefore;
        private readonly List<(string Line, Need Need, string? Word, Change Change)> _parts = [];
        private Change _all;

        public Together(LineOrder order)
        {
            _order = order;
            (_before, _neededBefore, _wordBefore, _commandsBefore) = (order.Changed, order._needed, order._word, order._commands);
            _all = _before;
            Forget();
        }

        /// <summary>The command is told, with its redirections and all that it wraps.</summary>
        public void Next(string line)
        {
            _parts.Add((line, _order._needed, _order._word, _order.Changed));
            _all = Max(_all, _order.Changed);
            Forget();
            _order.Changed = _all;
        }

        /// <returns>The commands of a pipeline that lean on what one further behind may change.</returns>
        public IEnumerable<Effect> End()
        {
            var lost = new List<Effect>();
            var (need, word, behind) = (_neededBefore, _wordBefore, Change.Nothing);
            for (var i = _parts.Count - 1; i >= 0; i--)
            {
                var part = _parts[i];
                if (behind == Change.Names && part.Need != Need.Nothing)
                {
                    lost.Add(new Effect.OpaqueLine(part.Line, $"another command of the pipe may change where `{part.Word}` leads"));
                }
                var own = i == 0 ? _before : _parts[i - 1].Change;
                behind = part.Change > own ? Max(behind, part.Change) : behind;
                if (part.Need > need)
                {
                    (need, word) = (part.Need, part.Word);
                }
            }

            (_order._needed, _order._word) = (need, word);
            return lost;
        }

        /// <returns>Why what is wrapped cannot be told when it runs a second time; null when it can.</returns>
        public string? WhyNotAgain()
        {
            var again = _order._commands > _commandsBefore + 1 && _order.Changed > _before && IsLost(_order._needed, _order.Changed);
            var word = _order._word;
            if (_neededBefore > _order._needed)
            {
                (_order._needed, _order._word) = (_neededBefore, _wordBefore);
            }
            return again ? $"it runs its commands again, and one of them may have changed where `{word}` leads" : null;
        }

        private void Forget() => (_order._needed, _order._word) = (Need.Nothing, null);
    }
}
