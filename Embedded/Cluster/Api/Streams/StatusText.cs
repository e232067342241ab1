using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Streams;

/// <summary>How a remote command ended, as it is told on the error channel.</summary>
internal static class StatusText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="exitCode">Null: it has none, as the program goes on without the client.</param>
    public static JsonObject OfEnd(int? exitCode)
    {
        if (exitCode is null or 0)
        {
            return new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" };
        }

        var code = exitCode.Value.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = $"command terminated with non-zero exit code: command terminated with exit code {code}",
            ["reason"] = "NonZeroExitCode",
            ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = code }) },
        };
    }

    /// <param name="isTranslated">Version 5 ends at Kubernetes' API server, which reports what a node told it as an error of its own.</param>
    public static JsonObject OfFailure(StatusException failure, bool isTranslated) => new()
    {
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = isTranslated ? $"Internal error occurred: {failure.Message}" : failure.Message,
        ["reason"] = failure.Reason,
        ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = failure.Message }) },
        ["code"] = failure.Code,
    };

    /// <returns>Null: nothing is said, as clients before version 4 are told failures only.</returns>
    public static string? For(int version, JsonObject status) => version >= 4 ? status.ToJsonString(Json)
        : status["status"]!.GetValue<string>() == "Success" ? null
        : status["message"]!.GetValue<string>();
}
