using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Sessions;

/// <summary>Binds <c>[people]</c>. Before everything that may name one of them.</summary>
internal static class PeopleBinder
{
    public static IReadOnlyList<PersonConfig> Bind(TableReader root, BindContext context)
    {
        var people = new List<PersonConfig>();
        foreach (var table in root.NamedTables("people", "a person"))
        {
            if (table.Name is "owners" or "*" || table.Name.Contains(':'))
            {
                table.Refuse("is no name for a person: it means something else where senders are named");
            }
            var ids = table.Texts("ids", [], Vocabulary.CheckAddress);
            table.RequireSome("ids", "[\"telegram:123456789\", \"local:pi\"]");
            // Whoever is two people at once would be merged by accident.
            foreach (var id in ids)
            {
                if (people.Find(other => other.Ids.Contains(id)) is { } other)
                {
                    table.Error("ids", $"has \"{id}\", which is {other.Name} already (people.{other.Name})");
                }
            }

            people.Add(new PersonConfig(table.Name, ids, table.Span));
        }

        context.People = people;
        return people;
    }
}
