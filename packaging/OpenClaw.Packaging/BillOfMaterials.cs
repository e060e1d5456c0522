using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenClaw.Packaging;

/// <summary>
/// A bill of materials of one executable in CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/): the packages of the restore graph that bring
/// code, the native archives that the linker's map names, and what the executable loads from the system it runs on. An archive that nothing
/// accounts for is an error: a bill with a hole is worse than none.
/// </summary>
internal static partial class BillOfMaterials
{
    /// <param name="assetsFile"><c>project.assets.json</c> of the native build.</param>
    /// <param name="mapFile">The map of the linker (<c>-Map</c> of lld).</param>
    /// <param name="systemFile">Lines of <c>ARCHIVE PACKAGE VERSION</c>: the Debian package that a static archive of the sysroot is from.</param>
    /// <param name="version">Of openclaw.</param>
    /// <param name="output">The JSON file that is written.</param>
    public static int Write(string assetsFile, string mapFile, string systemFile, string version, string output)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
        var components = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (name, of, hash) in Packages(assets.RootElement).Concat(RuntimePacks(assets.RootElement)))
        {
            components[name] = Component("library", name, of, $"pkg:nuget/{name}@{of}", hash);
        }

        var system = File.ReadLines(systemFile).Select(static line => line.Split(' ')).ToDictionary(static row => row[0]);
        var strangers = new List<string>();
        foreach (var archive in Archives(mapFile))
        {
            if (archive.Contains("microsoft.netcore.app.runtime.nativeaot", StringComparison.OrdinalIgnoreCase))
            {
                Link(components.First(static pair => pair.Key.Contains("NativeAOT", StringComparison.Ordinal)).Value, archive);
            }
            else if (system.TryGetValue(Path.GetFileName(archive), out var row))
            {
                if (!components.TryGetValue(row[1], out var component))
                {
                    components[row[1]] = component = Component("library", row[1], row[2], $"pkg:deb/debian/{row[1]}@{row[2]}", null);
                }
                Link(component, archive);
            }
            else
            {
                strangers.Add(archive);
            }
        }
        if (strangers.Count > 0)
        {
            Console.Error.WriteLine($"nothing says what these archives are that the linker took: {string.Join(", ", strangers)}");
            return 1;
        }

        // Loaded from the system: the loader and libc by the executable's header, OpenSSL when the first connection needs it.
        foreach (var (name, least) in new[] { ("libc6", "2.34"), ("libssl3", "3.0") })
        {
            var component = Component("library", name, least, $"pkg:deb/debian/{name}", null);
            component["scope"] = "excluded";
            component["description"] = $"loaded at run time, not part of the executable; {least} or newer";
            components[name] = component;
        }

        var bill = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.5",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = Component("application", "openclaw", version, $"pkg:generic/openclaw@{version}", null),
            },
            ["components"] = new JsonArray([.. components.Values]),
        };
        File.WriteAllText(output, bill.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        return 0;
    }

    private static JsonObject Component(string type, string name, string version, string purl, string? sha512)
    {
        var component = new JsonObject
        {
            ["type"] = type,
            ["bom-ref"] = purl,
            ["name"] = name,
            ["version"] = version,
            ["purl"] = purl,
        };
        if (sha512 is not null)
        {
            component["hashes"] = new JsonArray(
                new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(sha512)) }
            );
        }
        return component;
    }

    // What an archive was linked for is of use to who hears that zlib or brotli has a hole.
    private static void Link(JsonObject component, string archive)
    {
        var properties = component["properties"] as JsonArray ?? [];
        component["properties"] = properties;
        properties.Add(new JsonObject { ["name"] = "openclaw:archive", ["value"] = Path.GetFileName(archive) });
    }

    // A package without a run-time assembly (an analyzer, the compiler) leaves nothing in the executable.
    private static IEnumerable<(string Name, string Version, string? Hash)> Packages(JsonElement assets)
    {
        var target = assets.GetProperty("targets").EnumerateObject().Last(static of => of.Name.Contains('/'));
        foreach (var library in target.Value.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() == "package" && library.Value.TryGetProperty("runtime", out _))
            {
                var parts = library.Name.Split('/');
                yield return (
                    parts[0],
                    parts[1],
                    assets.GetProperty("libraries").GetProperty(library.Name).GetProperty("sha512").GetString()
                );
            }
        }
    }

    // The runtime itself and Kestrel are not in the graph but beside it. The native compiler stays on the machine that builds.
    private static IEnumerable<(string Name, string Version, string? Hash)> RuntimePacks(JsonElement assets)
    {
        foreach (var framework in assets.GetProperty("project").GetProperty("frameworks").EnumerateObject())
        {
            foreach (var pack in framework.Value.GetProperty("downloadDependencies").EnumerateArray())
            {
                var name = pack.GetProperty("name").GetString()!;
                if (name.StartsWith("Microsoft.", StringComparison.Ordinal))
                {
                    yield return (name, pack.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0], null);
                }
            }
        }
    }

    private static SortedSet<string> Archives(string mapFile)
    {
        var archives = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(mapFile))
        {
            if (ArchiveMember().Match(line) is { Success: true } match)
            {
                archives.Add(match.Groups["archive"].Value);
            }
        }
        if (archives.Count == 0)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{mapFile} names no archive: it is not a map of lld")
            );
        }
        return archives;
    }

    [GeneratedRegex(@"(?<archive>/[^\s()]+\.a)\(")]
    private static partial Regex ArchiveMember();
}
