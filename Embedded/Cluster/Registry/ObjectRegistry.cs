using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Addresses;
using Workshop.Cluster.Registry.Custom;
using Workshop.Cluster.Registry.Fields;
using Workshop.Cluster.Registry.Patches;
using Workshop.Cluster.Registry.PodSecurity;
using Workshop.Cluster.Registry.Rules;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry;

/// <summary>The registry on the store: reading is the store's; a write is decoded, defaulted, validated and admitted first.</summary>
internal sealed class ObjectRegistry(ObjectStore store, IServiceAddresses addresses, TimeProvider time) : IObjectRegistry
{
    // As often as Kubernetes tries another name when a generated one is taken.
    private const int GeneratedNameAttempts = 8;

    private readonly Admission _admission = new(store);
    private readonly PodSecurityGate _security = new(store);
    private readonly ServiceAllocator _services = new(store, addresses);

    public ServedKinds Kinds => store.Kinds;

    public long ResourceVersion => store.ResourceVersion;

    public StoredObject? Find(ResourceKind kind, ObjectKey key) => store.Find(kind, key) is { } item ? CustomView.Of(kind, item) : null;

    public StoredObject Get(ResourceKind kind, ObjectKey key) => Find(kind, key) ?? throw StatusErrors.NotFound(kind, key.Name);

    public ObjectSnapshot List(ResourceKind kind, string? ns)
    {
        var snapshot = store.List(kind, ns);
        return kind.Custom is null ? snapshot : snapshot with { Items = [.. snapshot.Items.Select(item => CustomView.Of(kind, item))] };
    }

    public JsonObject GetScale(ResourceKind kind, ObjectKey key) => ScaleView.Of(Get(kind, key));

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, long since, CancellationToken ct) =>
        kind.Custom is null ? store.WatchAsync(kind, ns, since, ct) : store.WatchAsync(kind, ns, since, ct).Select(change => CustomView.Of(kind, change));

    public StoredObject Create(ResourceKind kind, string ns, JsonObject body, WriteOptions options)
    {
        if (kind.Custom is { IsTerminating: true })
        {
            throw StatusErrors.Terminating("create");
        }

        var decoded = BodyDecoder.Decode(kind, body, options);
        var metadata = MetadataRules.Of(decoded);
        var prefix = string.IsNullOrEmpty(metadata.Str("name")) ? metadata.Str("generateName") : null;
        for (var attempt = 1; ; attempt++)
        {
            if (!string.IsNullOrEmpty(prefix))
            {
                metadata["name"] = MetadataRules.GeneratedName(prefix);
            }

            var key = new ObjectKey(kind.IsNamespaced ? ns : "", metadata.Str("name") ?? "");
            if (Add(kind, key, decoded.DeepClone().AsObject(), options) is { } added)
            {
                return added;
            }

            if (string.IsNullOrEmpty(prefix) || attempt == GeneratedNameAttempts)
            {
                throw StatusErrors.AlreadyExists(kind, key.Name);
            }
        }
    }

    public StoredObject Update(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options, string? subresource = null)
    {
        // A Scale and a Binding are objects of kinds of their own.
        var decoded = subresource is "scale" or "binding" ? body : BodyDecoder.Decode(kind, body, options);
        return Change(kind, key, options, current => Next(current, decoded.DeepClone().AsObject(), subresource, isPatch: false));
    }

    public StoredObject Patch(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource = null) =>
        Change(kind, key, options, current =>
        {
            var whole = subresource == "scale" ? ScaleView.Of(current) : current.ToJson();
            var patched = PatchedObject.From(whole, patch, subresource == "scale" ? null : FieldSchemas.Of(kind.Model));
            return Next(current, subresource == "scale" ? patched : BodyDecoder.Decode(kind, patched, options, patch), subresource, isPatch: true);
        });

    public StoredObject Delete(ResourceKind kind, ObjectKey key, DeletionOptions options)
    {
        Admission.CheckDelete(kind, key);
        while (true)
        {
            var current = Get(kind, key);
            var plan = DeletionPlan.For(current, options, time.GetUtcNow());
            var stored = current with { Kind = StorageOf(kind) };
            var result = options.DryRun || (!plan.Remove && plan.Marked is null) ? current
                : plan.Remove ? store.TryRemove(stored, plan.Marked is null ? null : InStorage(kind, plan.Marked))
                : store.TryReplace(stored, InStorage(kind, plan.Marked!));
            if (result is not null)
            {
                return CustomView.Of(kind, result);
            }
        }
    }

    /// <returns>Null: there is an object of that name.</returns>
    private StoredObject? Add(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options)
    {
        var rules = KindRulesTable.Of(kind);
        MetadataRules.PrepareNew(kind, key.Namespace, body, rules, time.GetUtcNow());
        _admission.CheckCreate(kind, key);
        if (kind.HasStatus && rules.FirstStatus(body) is { } status)
        {
            body["status"] = status;
        }

        rules.Default(body);
        rules.Admit(body);
        _admission.CheckPod(kind, key, body);
        _admission.CompletePod(kind, key, body);
        _admission.CompleteClaim(kind, body);
        using var addresses = EnterAddresses(kind);
        Validate(kind, key, body, old: null, rules);
        _security.Check(kind, key, body, options);
        Warn(rules, body, options);
        options.Approve?.Invoke(kind, key, body, null);
        var uid = body.Obj("metadata").Str("uid")!;
        if (!options.DryRun)
        {
            return store.TryAdd(StorageOf(kind), key, uid, InStorage(kind, body)) is { } added ? CustomView.Of(kind, added) : null;
        }

        return store.Find(kind, key) is null ? new StoredObject(kind, key, uid, 0, ObjectStore.Serialize(body)) : null;
    }

    // A write that is tried again says it once.
    private static void Warn(KindRules rules, JsonObject body, WriteOptions options)
    {
        foreach (var warning in rules.Warnings(body).Where(warning => !options.Warnings.Contains(warning) && !options.Warnings.IsReadOnly))
        {
            options.Warnings.Add(warning);
        }
    }

    private StoredObject Change(ResourceKind kind, ObjectKey key, WriteOptions options, Func<StoredObject, JsonObject> next)
    {
        // Who named no version builds on whatever is newest: then another writer only means another turn.
        using var addresses = EnterAddresses(kind);
        while (true)
        {
            var current = Get(kind, key);
            var body = next(current);
            if (Commit(current, body, options) is { } stored)
            {
                return stored;
            }
        }
    }

    private StoredObject? Commit(StoredObject current, JsonObject body, WriteOptions options)
    {
        if (JsonNode.DeepEquals(current.ToJson(), body))
        {
            return current;
        }

        options.Approve?.Invoke(current.Kind, current.Key, body, current.ToJson());
        if (!ReferenceEquals(current.Kind, KindTable.Pod))
        {
            _security.Check(current.Kind, current.Key, body, options);
        }

        Warn(KindRulesTable.Of(current.Kind), body, options);
        if (options.DryRun)
        {
            return new StoredObject(current.Kind, current.Key, current.Uid, current.ResourceVersion, ObjectStore.Serialize(body));
        }

        var (kind, stored) = (current.Kind, current with { Kind = StorageOf(current.Kind) });
        var written = DeletionPlan.IsReleased(body) ? store.TryRemove(stored, InStorage(kind, body)) : store.TryReplace(stored, InStorage(kind, body));
        return written is null ? null : CustomView.Of(kind, written);
    }

    /// <summary>The object as it will be after the update.</summary>
    private JsonObject Next(StoredObject current, JsonObject body, string? subresource, bool isPatch)
    {
        var old = current.ToJson();
        switch (subresource)
        {
            case "scale":
                return Replaced(current, old, ScaleView.Apply(current, body));
            case "binding":
                return PodBinding.Apply(current, body, time.GetUtcNow());
        }

        MetadataRules.PrepareUpdate(current, old, body, isPatch);
        if (subresource is null)
        {
            return Replaced(current, old, body);
        }

        // A subresource is one field of the object; all else stays.
        var next = current.ToJson();
        if (subresource == "finalize")
        {
            next.Ensure("spec").Put("finalizers", body.Obj("spec").Strings("finalizers").Any() ? body.Obj("spec")!["finalizers"] : null);
        }
        else
        {
            next.Put("status", body["status"] ?? new JsonObject());
            var rules = KindRulesTable.Of(current.Kind);
            if (rules.StatusBringsAnnotations)
            {
                MetadataRules.Of(next).Put("annotations", MetadataRules.Of(body)["annotations"]);
            }

            rules.Default(next);
            if (rules.ValidatesStatus)
            {
                Validate(current.Kind, current.Key, next, old, rules);
            }
        }

        return next;
    }

    private JsonObject Replaced(StoredObject current, JsonObject old, JsonObject body)
    {
        var rules = KindRulesTable.Of(current.Kind);
        if (current.Kind.HasStatus)
        {
            body.Put("status", old["status"]);
        }

        rules.CarryOver(old, body);
        rules.Default(body);
        Validate(current.Kind, current.Key, body, old, rules);
        if (rules.CountsGenerations && rules.IsNewGeneration(old, body))
        {
            body.Obj("metadata")!["generation"] = (old.Obj("metadata").Int("generation") ?? 0) + 1;
        }

        return body;
    }

    private void Validate(ResourceKind kind, ObjectKey key, JsonObject body, JsonObject? old, KindRules rules)
    {
        var errors = new FieldErrors();
        MetadataValidation.Validate(body, old, rules, errors);
        rules.Validate(body, old, errors);
        if (!errors.Any && ReferenceEquals(kind, KindTable.Service))
        {
            _services.Allocate(key, body, old, errors);
        }

        if (errors.Any)
        {
            throw StatusErrors.Invalid(kind, key.Name, errors);
        }
    }

    // A custom resource is kept in one version of its kind, whichever version it is written in.
    private ResourceKind StorageOf(ResourceKind kind) => kind.Custom is null ? kind : store.Kinds.Current.FindResource(kind.GroupResource) ?? kind;

    private JsonObject InStorage(ResourceKind kind, JsonObject body)
    {
        if (kind.Custom is not null)
        {
            body["apiVersion"] = StorageOf(kind).ApiVersion;
        }

        return body;
    }

    // Between choosing a Service's addresses and storing it no other Service may choose.
    private Lock.Scope EnterAddresses(ResourceKind kind) => ReferenceEquals(kind, KindTable.Service) ? _services.Enter() : default;
}
