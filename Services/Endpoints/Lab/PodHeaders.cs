using Microsoft.AspNetCore.Http;
using Workshop.ServiceDefaults.Pods;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Lab;

/// <summary>Says in each answer who gave it: <c>Workshop-Version</c>, and in a cluster <c>Workshop-Pod</c> and <c>Workshop-Node</c>.</summary>
internal sealed class PodHeaders(ServiceSettings settings, PodIdentity pod)
{
    public const string Version = "Workshop-Version";
    public const string Pod = "Workshop-Pod";
    public const string Node = "Workshop-Node";

    private readonly (string Name, string Value)[] _headers =
    [
        .. new[] { (Version, Printable(settings.Version)), (Pod, Printable(pod.Name)), (Node, Printable(pod.Node)) }.Where(header => header.Item2.Length > 0),
    ];

    public void AddTo(HttpContext context) => context.Response.OnStarting(Add, context.Response);

    // Late: what answers an error clears the headers that were there before.
    private Task Add(object response)
    {
        foreach (var (name, value) in _headers)
        {
            ((HttpResponse)response).Headers[name] = value;
        }

        return Task.CompletedTask;
    }

    // A header takes no more than that, and a version is any text.
    private static string Printable(string? text) => string.Concat((text ?? "").Where(character => character is >= ' ' and <= '~')).Trim();
}
