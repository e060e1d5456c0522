using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The words of one run of rsync. What is done with the operands is said by options that may stand behind them.</summary>
internal sealed class RsyncWords(ProgramTable table, ProgramReading reading)
{
    private readonly WordReader _reader = new(table, reading);
    private readonly List<GivenWord> _operands = [];

    // The options that delete what was sent, bring links along, and take folders whole.
    private GivenWord? _removes;
    private GivenWord? _links;
    private GivenWord? _whole;
    private bool _linksAreSafe;

    public void Read(IReadOnlyList<string> words)
    {
        _reader.Read(words, 1, Own, _operands.Add);
        for (var i = 0; i < _operands.Count; i++)
        {
            var written = i > 0 && i == _operands.Count - 1;
            Copied.Name(_reader, _operands[i], written);
            if (!written && !Copied.IsRemote(_operands[i].Value!))
            {
                Source(_operands[i]);
            }
        }

        if (_links is not null && !_linksAreSafe && LocalTarget is not null)
        {
            _reader.Hide(_links, "brings links that may lead anywhere; --no-links or --safe-links leaves those out");
        }
    }

    private string? LocalTarget => _operands.Count > 1 && !Copied.IsRemote(_operands[^1].Value!) ? _operands[^1].Value : null;

    private void Source(GivenWord operand)
    {
        if (_whole is not null)
        {
            _reader.Whole(_whole with { Word = operand.Word }, operand.Value!, LocalTarget);
        }
        if (_removes is not null)
        {
            _reader.File(operand with { Word = $"{operand.Word} {_removes.Word}" }, operand.Value!, writes: true);
        }
    }

    private void Own(GivenWord given)
    {
        if (given.Row!.Name is "-a" or "--archive" or "-r" or "--recursive" or "-d" or "--dirs" or "--old-dirs" or "--old-d")
        {
            _whole = given;
        }
        switch (given.Row.Name)
        {
            case "--safe-links" or "--munge-links":
                _linksAreSafe = true;
                break;
            case "-a" or "--archive" or "-l" or "--links":
                _links = given;
                break;
            case "--no-links" or "--no-l":
                _links = null;
                break;
            case "--remove-source-files":
                _removes = given;
                break;
            default:
                Path(given);
                break;
        }
    }

    private void Path(GivenWord given)
    {
        if (given.Value is null)
        {
            return;
        }
        if (given.Value.StartsWith('/'))
        {
            _reader.File(given, given.Value, writes: !given.Row!.Name.EndsWith("-dest", StringComparison.Ordinal));
        }
        // The others are below where it writes.
        else if (given.Value.Split('/').Contains(".."))
        {
            _reader.Hide(given, "is taken from the folder it writes to");
        }
    }
}
