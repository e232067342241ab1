using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;

namespace Workshop.Cluster.Api.Health;

/// <summary>Says which Kubernetes this is. Some kubectl installations choose their client by the minor version.</summary>
internal static class VersionEndpoint
{
    public const string GitVersion = "v1.32.5+workshop";

    public static Task AnswerAsync(HttpContext http) => Answer.SendAsync(http, ResponseFormat.Json, new JsonObject
    {
        ["major"] = "1",
        ["minor"] = "32",
        ["gitVersion"] = GitVersion,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "dotnet",
        ["platform"] = $"{System}/{Processor}",
    });

    private static string System => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Processor => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "amd64" : RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
