using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Workshop.Labs.Checks;
using Workshop.Labs.Load;

namespace Workshop.Labs.Tests.Checks;

/// <summary>A cluster of objects that a test wrote down: answers what checks ask of the API, and nothing acts on it.</summary>
internal sealed class StandInCluster : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private readonly List<IKubernetesObject<V1ObjectMeta>> _objects = [];
    private readonly Dictionary<string, (int Status, string Body, string? Pod)> _answers = [];
    private readonly Dictionary<string, string> _logs = [];
    private readonly Dictionary<string, string> _gateways = [];
    private readonly Dictionary<string, int> _turns = [];
    private readonly TemporaryFolder _state = new();
    private int _number;

    public void Dispose() => _state.Dispose();

    public StandInCluster With(params IEnumerable<IKubernetesObject<V1ObjectMeta>> objects)
    {
        foreach (var one in objects)
        {
            one.Metadata.Uid ??= one.Metadata.Name + "-uid";
            one.Metadata.CreationTimestamp ??= Now.UtcDateTime;
            _objects.Add(one);
        }

        return this;
    }

    /// <param name="target">As the proxy names it, with the path: <c>pods/monolith:8080/</c>, <c>services/hello:http/login</c>.</param>
    public StandInCluster Answers(string target, int status, string body, string? pod = null)
    {
        _answers[target] = (status, body, pod);
        return this;
    }

    /// <param name="address">Null: it has none yet.</param>
    public StandInCluster Gateway(string name, string? address = "10.0.0.9")
    {
        var addresses = address is null ? "" : $$"""{"type":"IPAddress","value":"{{address}}"}""";
        _gateways[name] = $$$"""{"metadata":{"name":"{{{name}}}","creationTimestamp":"{{{Now.UtcDateTime:O}}}"},"spec":{"listeners":[{"name":"http","port":8080}]},"status":{"addresses":[{{{addresses}}}]}}""";
        return this;
    }

    public StandInCluster Logs(string pod, string text)
    {
        _logs[pod] = text;
        return this;
    }

    /// <param name="at">Default: now.</param>
    /// <param name="version">The resourceVersion that the teller had seen.</param>
    public StandInCluster Happened(string kind, string name, string reason, string message, DateTimeOffset? at = null, int version = 0) => With(new Corev1Event
    {
        Metadata = new V1ObjectMeta { Name = $"event-{_number++}" },
        InvolvedObject = new V1ObjectReference { Kind = kind, Name = name, ResourceVersion = version.ToString(CultureInfo.InvariantCulture) },
        Reason = reason,
        Message = message,
        LastTimestamp = (at ?? Now).UtcDateTime,
    });

    /// <summary>A Service with these pods as its ready endpoints.</summary>
    public StandInCluster Serving(string service, params IEnumerable<V1Pod> pods) => With(
        Things.Service(service),
        new V1EndpointSlice
        {
            Metadata = new V1ObjectMeta { Name = service + "-slice", Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = service } },
            Endpoints = [.. pods.Select(pod => new V1Endpoint { Addresses = [$"10.0.0.{_number++}"], Conditions = new V1EndpointConditions { Ready = true }, TargetRef = new V1ObjectReference { Name = pod.Metadata.Name } })],
        });

    /// <summary>A Deployment, its ReplicaSet, and pods that answer with a version.</summary>
    public StandInCluster Running(string name, int replicas, string version, params IEnumerable<(string Key, string Value)> labels)
    {
        var deployment = Things.Deployment(name, replicas, version);
        return With(deployment).Revision(deployment, 1, version, replicas, labels);
    }

    /// <summary>One more revision of a Deployment, with its pods.</summary>
    public StandInCluster Revision(V1Deployment deployment, int revision, string version, int pods, params IEnumerable<(string Key, string Value)> labels)
    {
        var set = Things.ReplicaSet(deployment, revision, version);
        With(set);
        foreach (var pod in Enumerable.Range(0, pods).Select(number => Things.Pod($"{set.Metadata.Name}-{number}", [("app", deployment.Metadata.Name), .. labels]).OwnedBy(set)))
        {
            With(pod).Answers($"pods/{pod.Metadata.Name}:8080/version", 200, $"{{\"version\":\"{version}\"}}");
        }

        return this;
    }

    public IEnumerable<V1Pod> PodsOf(string app) => _objects.OfType<V1Pod>().Where(pod => pod.Metadata.Labels?.TryGetValue("app", out var its) == true && its == app);

    /// <summary>What a load came to, one entry a second: who answered how often.</summary>
    public StandInCluster Loaded(string target, int failed, params (string Version, int Count)[][] seconds)
    {
        var sums = seconds.SelectMany(second => second).GroupBy(one => one.Version).ToDictionary(group => group.Key, group => group.Sum(one => one.Count));
        var sent = sums.Values.Sum() + failed;
        List<LoadSecond> course = [.. seconds.Select((second, at) => new LoadSecond(at, second.ToDictionary(one => one.Version, one => one.Count), 0))];
        LoadReportFile.Write(_state.Path, new Workshop.Labs.Load.LoadReport(target, Now.AddMinutes(1), Now.AddMinutes(2), 20, sent, sent, failed, sums, new Dictionary<string, int>(), new Dictionary<string, int>(), new LoadLatency(1, 2, 3), course));
        return this;
    }

    public LabCluster Connect() => new(
        new Kubernetes(new KubernetesClientConfiguration { Host = "http://stand-in" }, new Api(this)), "default", new FakeTimeProvider(Now.AddMinutes(5)), _state.Path);

    /// <summary>The words of one step's check: <c>green: …</c> or <c>red: saw …; expected …; look at: …</c></summary>
    public async Task<string> Look(int lab, string step)
    {
        using var cluster = Connect();
        return (await Course.Labs.Single(one => one.Number == lab).CheckOf(step)!.Look(cluster, CancellationToken.None)).ToString();
    }

    // /api/v1/namespaces/default/pods/monolith/log, /apis/apps/v1/namespaces/default/deployments, /api/v1/nodes
    private HttpResponseMessage Answer(Uri address)
    {
        var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parts = path.Skip(path[0] == "api" ? 2 : 3).SkipWhile(part => part == "namespaces").ToArray() is ["default", .. var inner] ? inner : path[^1..];
        return parts switch
        {
            [var kind, var name, "proxy", .. var rest] => Proxied($"{kind}/{Uri.UnescapeDataString(name)}/{string.Join('/', rest)}"),
            ["pods", var name, "log"] => _logs.TryGetValue(name, out var log) ? Text(HttpStatusCode.OK, log) : Text(HttpStatusCode.NotFound, "{}"),
            ["gateways", var name] => _gateways.TryGetValue(name, out var gateway) ? Text(HttpStatusCode.OK, gateway) : Text(HttpStatusCode.NotFound, "{}"),
            [var kind, var name] => Of(kind, string.Empty).FirstOrDefault(one => one.Metadata.Name == name) is { } found ? Text(HttpStatusCode.OK, KubernetesJson.Serialize((object)found)) : Text(HttpStatusCode.NotFound, "{}"),
            [var kind] => Text(HttpStatusCode.OK, List(Of(kind, System.Web.HttpUtility.ParseQueryString(address.Query)["labelSelector"] ?? string.Empty))),
            _ => throw new InvalidOperationException($"The stand-in knows no '{address}'."),
        };
    }

    // A Service answers by its pods in turn.
    private HttpResponseMessage Proxied(string target)
    {
        var turn = _turns[target] = _turns.GetValueOrDefault(target) + 1;
        if (!_answers.TryGetValue($"{target}#{turn % 2}", out var answer) && !_answers.TryGetValue(target, out answer))
        {
            return Text(HttpStatusCode.ServiceUnavailable, "nobody listens");
        }

        var response = Text((HttpStatusCode)answer.Status, answer.Body);
        if (answer.Pod is not null)
        {
            response.Headers.Add("Workshop-Pod", answer.Pod);
        }

        return response;
    }

    private IEnumerable<IKubernetesObject<V1ObjectMeta>> Of(string plural, string selector) => _objects
        .Where(one => one.GetType().GetCustomAttribute<KubernetesEntityAttribute>()!.PluralName == plural)
        .Where(one => selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).All(pair => one.Metadata.Labels?.TryGetValue(pair[0], out var value) == true && value == pair[1]));

    private static string List(IEnumerable<object> items) => new JsonObject { ["items"] = new JsonArray([.. items.Select(item => JsonNode.Parse(KubernetesJson.Serialize(item)))]) }.ToJsonString();

    private static HttpResponseMessage Text(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class Api(StandInCluster cluster) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = cluster.Answer(request.RequestUri!);
            answer.RequestMessage = request;
            return Task.FromResult(answer);
        }
    }
}
