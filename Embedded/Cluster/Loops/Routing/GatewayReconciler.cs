using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>
/// Writes the HTTPRoutes of a Gateway into the ConfigMap <c>GATEWAY-routes</c> beside it, for gateway pods to follow, and sets the conditions of Gateway, routes and class.
/// A Gateway is this loop's if its class names <see cref="IngressReconciler.Controller"/>; those of other controllers are theirs.
/// </summary>
internal sealed class GatewayReconciler(IObjectRegistry registry, IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "workshop-gateway";

    private static readonly TimeSpan AddressPeriod = TimeSpan.FromSeconds(5);

    private readonly GatewayKinds _kinds = new(registry.Kinds);
    private readonly RouteConfigMap _configMap = new(cluster);
    private readonly Backends _backends = new(cluster);

    public static void Listen(LoopSources sources) => sources.OfAllKinds((kind, change) =>
        kind.Group == GatewayKinds.Group && kind.Kind is "Gateway" ? [change.Object.Key]
        : kind.Group == GatewayKinds.Group || ReferenceEquals(kind, KindTable.Service) ? All(sources)
        : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        TellClasses();
        return Task.FromResult(
            _kinds.Gateway is { } kind && registry.Find(kind, key) is { } gateway && IsOurs(gateway.ToJson().Obj("spec").Str("gatewayClassName"))
                ? Reconcile(kind, gateway)
                : ReconcileResult.Done);
    }

    private ReconcileResult Reconcile(ResourceKind kind, StoredObject stored)
    {
        var gateway = stored.ToJson();
        var listeners = gateway.Obj("spec").Items("listeners").ToList();
        var (routes, attached) = (new List<GatewayRoute>(), listeners.ToDictionary(listener => listener.Str("name") ?? "", _ => 0));
        foreach (var route in RoutesOf(stored.Key))
        {
            routes.AddRange(Attach(route, stored.Key, listeners, attached));
        }

        var name = $"{stored.Key.Name}-routes";
        var owner = new V1OwnerReference { ApiVersion = kind.ApiVersion, Kind = kind.Kind, Name = stored.Key.Name, Uid = stored.Uid, Controller = true, BlockOwnerDeletion = true };
        var isWritten = _configMap.TryWrite(stored.Key.Namespace, name, owner, stored.Key.Name, RouteFile.Text(routes.DistinctBy(route => route.Name)));
        var addresses = isWritten ? _configMap.Addresses(stored.Key.Namespace, name) : [];
        SetStatus(kind, stored, StatusOf(gateway, listeners, attached, addresses, isWritten ? null : $"ConfigMap {name} is not this Gateway's: delete it"));
        return isWritten && addresses.Count == 0 ? ReconcileResult.After(AddressPeriod) : ReconcileResult.Done;
    }

    private IEnumerable<StoredObject> RoutesOf(ObjectKey gateway) => (_kinds.HttpRoute is { } kind ? registry.List(kind, null).Items : [])
        .Where(route => ParentsOf(route, gateway).Any())
        .OrderBy(route => route.ToJson().Obj("metadata").Str("creationTimestamp"), StringComparer.Ordinal)
        .ThenBy(route => route.Key.ToString(), StringComparer.Ordinal);

    private static IEnumerable<JsonObject> ParentsOf(StoredObject route, ObjectKey gateway) => route.ToJson().Obj("spec").Items("parentRefs")
        .Where(parent => parent.Str("kind") is null or "Gateway" && parent.Str("name") == gateway.Name && (parent.Str("namespace") ?? route.Key.Namespace) == gateway.Namespace);

    /// <summary>Attaches a route to the listeners that take it, and tells it how it went.</summary>
    private List<GatewayRoute> Attach(StoredObject route, ObjectKey gateway, List<JsonObject> listeners, Dictionary<string, int> attached)
    {
        var (body, routes, parents) = (route.ToJson(), new List<GatewayRoute>(), new List<JsonObject>());
        foreach (var parent in ParentsOf(route, gateway))
        {
            var named = listeners.Where(listener => parent.Str("sectionName") is not { } section || listener.Str("name") == section).ToList();
            var allowed = named.Where(listener => Allows(listener, gateway.Namespace, route.Key.Namespace)).ToList();
            var matching = allowed.Select(listener => (Listener: listener, Hosts: RouteHosts.Of(listener.Str("hostname"), [.. body.Obj("spec").Strings("hostnames")]))).Where(pair => pair.Hosts is not null).ToList();
            HttpRoutePlan? plan = null;
            foreach (var (listener, hosts) in matching)
            {
                plan = HttpRoutePlan.For(body, route.Key.Namespace, hosts!, (ns, name, port) => FindBackend(route.Key.Namespace, ns, name, port));
                routes.AddRange(plan.Routes);
                attached[listener.Str("name") ?? ""] += plan.Unsupported is null ? 1 : 0;
            }

            var refusal = named.Count == 0 ? ("NoMatchingParent", "no listener has that name")
                : allowed.Count == 0 ? ("NotAllowedByListeners", "no listener takes routes of this namespace")
                : matching.Count == 0 ? ("NoMatchingListenerHostname", "no listener has one of its host names")
                : plan!.Unsupported is { } what ? ("UnsupportedValue", what)
                : ((string Reason, string Message)?)null;
            parents.Add(ParentStatus(body, parent, refusal, plan?.Missing));
        }

        TellRoute(route, body, parents);
        return routes;
    }

    /// <summary>Across namespaces only with a ReferenceGrant there.</summary>
    private string? FindBackend(string from, string to, string name, string? port) => from == to || IsGranted(from, to, name) ? _backends.Find(to, name, port) : null;

    private bool IsGranted(string from, string to, string service) => _kinds.Grant is { } kind && registry.List(kind, to).Items.Select(grant => grant.ToJson().Obj("spec"))
        .Any(grant => grant.Items("from").Any(source => source.Str("kind") == "HTTPRoute" && source.Str("namespace") == from)
            && grant.Items("to").Any(target => target.Str("kind") == "Service" && (target.Str("name") is not { Length: > 0 } only || only == service)));

    private bool Allows(JsonObject listener, string own, string asking) => listener.Str("protocol") is "HTTP" or "HTTPS" && listener.Obj("allowedRoutes").Obj("namespaces").Str("from") switch
    {
        "All" => true,
        "Selector" => cluster.Find<V1Namespace>("", asking) is { } ns
            && LabelMatch.Fits(k8s.KubernetesJson.Deserialize<V1LabelSelector>((listener.Obj("allowedRoutes").Obj("namespaces").Obj("selector") ?? []).ToJsonString()), ns.Metadata.Labels),
        _ => own == asking,
    };

    private JsonObject ParentStatus(JsonObject route, JsonObject parent, (string Reason, string Message)? refusal, string? missing)
    {
        var before = route.Obj("status").Items("parents").FirstOrDefault(status => JsonNode.DeepEquals(status["parentRef"], parent)).Arr("conditions");
        var conditions = new GatewayConditions(before, route.Obj("metadata").Int("generation") ?? 1, time.GetKubernetesNow())
            .Add("Accepted", refusal is null, refusal?.Reason ?? "Accepted", refusal?.Message ?? "")
            .Add("ResolvedRefs", missing is null, missing is null ? "ResolvedRefs" : "BackendNotFound", missing ?? "");
        return new JsonObject { ["parentRef"] = parent.DeepClone(), ["controllerName"] = IngressReconciler.Controller, ["conditions"] = conditions.ToJson() };
    }

    /// <summary>Parents that others speak for stay as they are.</summary>
    private void TellRoute(StoredObject route, JsonObject body, List<JsonObject> parents)
    {
        var others = body.Obj("status").Items("parents").Where(status => status.Str("controllerName") != IngressReconciler.Controller || !parents.Exists(parent => JsonNode.DeepEquals(parent["parentRef"], status["parentRef"])))
            .Where(status => status.Str("controllerName") != IngressReconciler.Controller || body.Obj("spec").Items("parentRefs").Any(parent => JsonNode.DeepEquals(parent, status["parentRef"])))
            .Select(status => status.DeepClone());
        SetStatus(_kinds.HttpRoute!, route, new JsonObject { ["parents"] = new JsonArray([.. others, .. parents]) });
    }

    private JsonObject StatusOf(JsonObject gateway, List<JsonObject> listeners, Dictionary<string, int> attached, IReadOnlyList<string> addresses, string? fault)
    {
        var (generation, now) = (gateway.Obj("metadata").Int("generation") ?? 1, time.GetKubernetesNow());
        var conditions = new GatewayConditions(gateway.Obj("status").Arr("conditions"), generation, now)
            .Add("Accepted", true, "Accepted", "")
            .Add(
                "Programmed", fault is null && addresses.Count > 0, fault is not null ? "Invalid" : addresses.Count > 0 ? "Programmed" : "AddressNotAssigned",
                fault ?? (addresses.Count > 0 ? "" : $"no Service stands before pods that mount the ConfigMap {gateway.Obj("metadata").Str("name")}-routes"));
        return new JsonObject
        {
            ["addresses"] = new JsonArray([.. addresses.Select(address => new JsonObject { ["type"] = "IPAddress", ["value"] = address })]),
            ["conditions"] = conditions.ToJson(),
            ["listeners"] = new JsonArray([.. listeners.Select(listener => ListenerStatus(gateway, listener, attached, generation, now))]),
        };
    }

    private static JsonObject ListenerStatus(JsonObject gateway, JsonObject listener, Dictionary<string, int> attached, long generation, DateTime now)
    {
        var name = listener.Str("name") ?? "";
        var isServed = listener.Str("protocol") is "HTTP" or "HTTPS";
        var before = gateway.Obj("status").Items("listeners").FirstOrDefault(status => status.Str("name") == name).Arr("conditions");
        var conditions = new GatewayConditions(before, generation, now)
            .Add("Accepted", isServed, isServed ? "Accepted" : "UnsupportedProtocol", isServed ? "" : $"protocol {listener.Str("protocol")} is not served")
            .Add("Programmed", isServed, isServed ? "Programmed" : "Invalid", "")
            .Add("ResolvedRefs", true, "ResolvedRefs", "");
        return new JsonObject
        {
            ["name"] = name,
            ["attachedRoutes"] = attached.GetValueOrDefault(name),
            ["supportedKinds"] = isServed ? new JsonArray(new JsonObject { ["group"] = GatewayKinds.Group, ["kind"] = "HTTPRoute" }) : [],
            ["conditions"] = conditions.ToJson(),
        };
    }

    private void TellClasses()
    {
        foreach (var type in (_kinds.Class is { } kind ? registry.List(kind, null).Items : []).Where(type => IsOurs(type.Key.Name)))
        {
            var body = type.ToJson();
            var conditions = new GatewayConditions(body.Obj("status").Arr("conditions"), body.Obj("metadata").Int("generation") ?? 1, time.GetKubernetesNow()).Add("Accepted", true, "Accepted", "");
            SetStatus(_kinds.Class!, type, new JsonObject { ["conditions"] = conditions.ToJson() });
        }
    }

    private bool IsOurs(string? type) => type is not null && _kinds.Class is { } kind
        && registry.Find(kind, ObjectKey.Cluster(type))?.ToJson().Obj("spec").Str("controllerName") == IngressReconciler.Controller;

    private void SetStatus(ResourceKind kind, StoredObject item, JsonObject status)
    {
        var body = item.ToJson();
        body["status"] = status;
        try
        {
            registry.Update(kind, item.Key, body, WriteOptions.Loop, "status");
        }
        catch (StatusException e) when (e.IsNotFound || e.IsConflict)
        {
            // Its end, or its change, brings another pass.
        }
    }

    /// <summary>A class without a Gateway is told of by a pass for a Gateway that does not exist.</summary>
    private static IEnumerable<ObjectKey> All(LoopSources sources) =>
        new GatewayKinds(sources.Kinds).Gateway is { } kind ? sources.List(kind).Select(gateway => gateway.Key).DefaultIfEmpty(ObjectKey.Cluster("none")) : [];
}
