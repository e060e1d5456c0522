using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Tests.Control;

public sealed partial class ControlJsonTests
{
    private static DateTimeOffset At => new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    // The wire only grows: a line of these may get a field, never lose or rename one.
    private static IEnumerable<(object Value, string Wire)> Golden => [.. s_conversations, .. s_operation];

    [Fact]
    public void Golden_EveryRecord_IsWrittenAsEverAndReadBack() =>
        Assert.All(
            Golden,
            static golden =>
            {
                var type = ControlJson.Wire.GetTypeInfo(golden.Value.GetType())!;

                Assert.Equal(golden.Wire, JsonSerializer.Serialize(golden.Value, type));
                Assert.Equal(golden.Wire, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden.Wire, type), type));
            }
        );

    [Fact]
    public void Golden_CoversEveryRootType()
    {
        var roots = typeof(ControlJson)
            .GetCustomAttributesData()
            .Where(static a => a.AttributeType == typeof(JsonSerializableAttribute))
            .Select(static a => (Type)a.ConstructorArguments[0].Value!);

        Assert.Empty(roots.Except(Golden.Select(static g => g.Value.GetType())).Select(static t => t.Name));
    }

    [Fact]
    public void Golden_Status_IsWrittenByTheServerAsEver() =>
        Assert.All(
            Golden.Where(static golden => golden.Value is StatusResult),
            static golden => Assert.Equal(golden.Wire, Written((StatusResult)golden.Value))
        );

    [Fact]
    public void Golden_Status_SaysSomethingOfEverySetting()
    {
        var status = (StatusResult)Golden.Single(static golden => golden.Value is StatusResult).Value;

        Assert.All(
            typeof(StatusResult).GetProperties(),
            property =>
                Assert.True(
                    property.Name is "Background"
                        || property.GetValue(status) is not (null or 0 or IReadOnlyCollection<object> { Count: 0 }),
                    $"the golden status says nothing of {property.Name}"
                )
        );
    }

    [Fact]
    public void Status_WithNothingThatMayBeAbsent_ComesBackAsItWas()
    {
        var type = StatusApi.Status.Result;
        var bare = JsonSerializer.Serialize(
            new StatusResult
            {
                Version = "1",
                Pid = 1,
                StartedAt = At,
                UptimeSeconds = 0,
                Memory = new MemoryStatus(1, 2, 3),
                Loop = new LoopStatus { Backlog = 0, SlowCallbacks = 0 },
                Sessions = new SessionCounts(),
            },
            type
        );

        var read = JsonSerializer.Deserialize(bare, type)!;
        Assert.Equal([bare, bare], [JsonSerializer.Serialize(read, type), Written(read)]);
    }

    /// <summary>The shapes are looked up by type when a call is made; a group's context that lacks one would be noticed only then.</summary>
    [Fact]
    public void Calls_EveryShape_IsInAContext()
    {
        var shapes = ControlTypes()
            .SelectMany(static type => type.GetProperties(BindingFlags.Static | BindingFlags.Public))
            .Where(static p =>
                p.PropertyType.IsGenericType
                && (
                    p.PropertyType.GetGenericTypeDefinition() == typeof(ControlCall<,>)
                    || p.PropertyType.GetGenericTypeDefinition() == typeof(ControlNotice<>)
                )
            )
            .SelectMany(static p =>
                p.PropertyType.GetProperties()
                    .Where(static shape => shape.PropertyType.IsAssignableTo(typeof(JsonTypeInfo)))
                    .Select(shape => (Name: $"{p.DeclaringType!.Name}.{p.Name}.{shape.Name}", Shape: shape.GetValue(p.GetValue(null))))
            )
            .ToList();

        Assert.True(shapes.Count > 60, $"only {shapes.Count} shapes were found");
        Assert.Empty(shapes.Where(static shape => shape.Shape is null).Select(static shape => shape.Name));
    }

    [Fact]
    public void Result_WithFieldsOfANewerGateway_IsRead() =>
        Assert.Equal("local:x", JsonSerializer.Deserialize("""{"session":"local:x","news":{"a":1}}""", SessionsApi.Reset.Result)!.Session);

    private static string Written(StatusResult status)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            JsonSerializer.Serialize(writer, status, StatusApi.Status.Written!());
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static IEnumerable<Type> ControlTypes() =>
        typeof(WireJson).Assembly.GetTypes().Where(static type => type.Namespace?.StartsWith("OpenClaw.Control") is true);

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
