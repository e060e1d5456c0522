using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Control.Protocol;

/// <summary>Reads and writes the wire's records without reflection. Use <see cref="Wire"/>; the generated Default escapes every letter
/// beyond ASCII.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NoParams))]
[JsonSerializable(typeof(NoResult))]
[JsonSerializable(typeof(StatusResult))]
[JsonSerializable(typeof(SendParams))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(SendDelay))]
[JsonSerializable(typeof(SubscribeParams))]
[JsonSerializable(typeof(SubscribeResult))]
[JsonSerializable(typeof(UnsubscribeParams))]
[JsonSerializable(typeof(ControlEvent))]
[JsonSerializable(typeof(SessionParams))]
[JsonSerializable(typeof(SessionsListResult))]
[JsonSerializable(typeof(SessionsShowParams))]
[JsonSerializable(typeof(SessionsShowResult))]
[JsonSerializable(typeof(SessionsResetResult))]
[JsonSerializable(typeof(SessionModelParams))]
[JsonSerializable(typeof(SessionModelResult))]
[JsonSerializable(typeof(TurnStopResult))]
[JsonSerializable(typeof(ApprovalInfo))]
[JsonSerializable(typeof(ApprovalsListParams))]
[JsonSerializable(typeof(ApprovalsListResult))]
[JsonSerializable(typeof(ApproveParams))]
[JsonSerializable(typeof(ApproveResult))]
[JsonSerializable(typeof(DenyParams))]
[JsonSerializable(typeof(DenyResult))]
[JsonSerializable(typeof(OutboxInfo))]
[JsonSerializable(typeof(OutboxListParams))]
[JsonSerializable(typeof(OutboxListResult))]
[JsonSerializable(typeof(OutboxParams))]
[JsonSerializable(typeof(OutboxResult))]
[JsonSerializable(typeof(CronListResult))]
[JsonSerializable(typeof(CronNextParams))]
[JsonSerializable(typeof(CronNextResult))]
[JsonSerializable(typeof(CronRunParams))]
[JsonSerializable(typeof(CronRunResult))]
[JsonSerializable(typeof(CronHistoryParams))]
[JsonSerializable(typeof(CronHistoryResult))]
[JsonSerializable(typeof(ReloadResult))]
[JsonSerializable(typeof(ModelsListResult))]
[JsonSerializable(typeof(ModelsProbeParams))]
[JsonSerializable(typeof(ModelsProbeResult))]
[JsonSerializable(typeof(ModelsPullParams))]
[JsonSerializable(typeof(ModelsPullResult))]
[JsonSerializable(typeof(PullProgress))]
[JsonSerializable(typeof(ChannelsProbeResult))]
[JsonSerializable(typeof(LogsTailParams))]
[JsonSerializable(typeof(LogsTailResult))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(AuditListParams))]
[JsonSerializable(typeof(AuditListResult))]
[JsonSerializable(typeof(AuditVerifyParams))]
[JsonSerializable(typeof(AuditVerifyResult))]
[JsonSerializable(typeof(BackupParams))]
[JsonSerializable(typeof(BackupResult))]
[JsonSerializable(typeof(BackupOpenResult))]
[JsonSerializable(typeof(BackupReadParams))]
[JsonSerializable(typeof(BackupReadResult))]
[JsonSerializable(typeof(ExplainParams))]
[JsonSerializable(typeof(ExplainResult))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public static ControlJson Wire { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                // The wire is a socket, not a web page: people read it with nc, and "größe" should look like it.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>The same escaping for what is written by hand.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
