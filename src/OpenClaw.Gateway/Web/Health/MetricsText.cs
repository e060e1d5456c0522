namespace OpenClaw.Web.Health;

/// <summary>Writes Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/): a family's lines
/// stand together below its two comments.</summary>
internal sealed class MetricsText
{
    private readonly StringBuilder _text = new();

    /// <summary>A family of one value that goes up and down.</summary>
    public void Gauge(string name, string help, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        Family(name, "gauge", help);
        Sample(name, value, labels);
    }

    /// <summary>A family of one value that only grows.</summary>
    /// <summary>A gauge with a sample for each state.</summary>
    public void States(string name, string help, params ReadOnlySpan<(string State, int Count)> counts)
    {
        Family(name, "gauge", help);
        foreach (var (state, count) in counts)
        {
            Sample(name, count, ("state", state));
        }
    }

    /// <summary>A gauge with a sample for each of these.</summary>
    public void Each<T>(string name, string help, IEnumerable<T> rows, Func<T, (double Value, (string Name, string Value) Label)> sample)
    {
        Family(name, "gauge", help);
        foreach (var row in rows)
        {
            var (value, label) = sample(row);
            Sample(name, value, label);
        }
    }

    public void Counter(string name, string help, double value)
    {
        Family(name, "counter", help);
        Sample(name, value);
    }

    /// <param name="type"><c>gauge</c> or <c>counter</c>.</param>
    public void Family(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    /// <summary>One value of the family that was begun last. A label may be any text.</summary>
    public void Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            var escaped = labels[i].Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(escaped).Append('"');
        }

        if (labels.Length > 0)
        {
            _text.Append('}');
        }
        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    public override string ToString() => _text.ToString();
}
