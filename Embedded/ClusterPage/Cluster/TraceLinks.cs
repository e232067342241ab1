using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Watching;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ClusterPage.Cluster;

/// <summary>Where a rollout's trace is looked at: on a page of whoever receives the cluster's telemetry, such as Aspire's dashboard.</summary>
internal sealed class TraceLinks
{
    public const string Setting = "Workshop:TracesUrl";

    private const string TraceId = "{traceId}";

    private readonly string? _template;

    private TraceLinks(string? template) => _template = template;

    /// <summary>Reads <c>Workshop:TracesUrl</c>, such as <c>http://127.0.0.1:18888/traces/detail/{traceId}</c>. Default none: traces have ids and no links.</summary>
    /// <exception cref="Workshop.ServiceDefaults.ServiceException">It is no address of a page, or says nowhere which trace.</exception>
    public static TraceLinks From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var template = reader.Text(Setting);
        if (template is not null && !(template.Contains(TraceId, StringComparison.Ordinal) && Uri.TryCreate(Fill(template, new string('0', 32)), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            reader.Find($"{Setting}: '{template}' is no address of a trace's page. Give one with {TraceId} in it, such as 'http://127.0.0.1:18888/traces/detail/{TraceId}', or none.");
        }

        reader.ThrowIfWrong();
        return new TraceLinks(template);
    }

    /// <returns>Null where nobody said where traces are looked at.</returns>
    public string? To(RolloutId rollout) => _template is null ? null : Fill(_template, rollout.TraceId);

    /// <summary>Whether rollouts have traces at all: those of the embedded cluster have, and those of which somebody says where.</summary>
    public bool AreShown(ClusterSnapshot snapshot) => _template is not null || snapshot.Nodes.Values.Any(node => node.IsEmbedded);

    private static string Fill(string template, string traceId) => template.Replace(TraceId, traceId, StringComparison.Ordinal);
}
