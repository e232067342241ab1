using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Addresses;
using Workshop.Cluster.Registry.Fields;
using Workshop.Cluster.Registry.Ownership;
using Workshop.Cluster.Registry.Patches;
using Workshop.Cluster.Registry.PodSecurity;
using Workshop.Cluster.Registry.Quotas;
using Workshop.Cluster.Registry.Rules;
using Workshop.Cluster.Registry.Versions;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry;

/// <summary>The registry on the store: reading is the store's; a write is decoded, defaulted, validated and admitted first.</summary>
internal sealed class ObjectRegistry(ObjectStore store, IServiceAddresses addresses, TimeProvider time) : IObjectRegistry
{
    // As often as Kubernetes tries another name when a generated one is taken.
    private const int GeneratedNameAttempts = 8;

    private readonly Admission _admission = new(store);
    private readonly PodSecurityGate _security = new(store);
    private readonly LimitRanger _limits = new(store);
    private readonly QuotaGate _quotas = new(store, time);
    private readonly ServiceAllocator _services = new(store, addresses);

    public ServedKinds Kinds => store.Kinds;

    public long ResourceVersion => store.ResourceVersion;

    public StoredObject? Find(ResourceKind kind, ObjectKey key) => store.Find(kind.Kept, key) is { } item ? VersionedObject.Out(kind, item) : null;

    public StoredObject Get(ResourceKind kind, ObjectKey key) => Find(kind, key) ?? throw StatusErrors.NotFound(kind.Kept, key.Name);

    public ObjectSnapshot List(ResourceKind kind, string? ns)
    {
        var snapshot = store.List(kind.Kept, ns);
        return VersionedObject.MayDiffer(kind) ? snapshot with { Items = [.. snapshot.Items.Select(item => VersionedObject.Out(kind, item))] } : snapshot;
    }

    public JsonObject GetScale(ResourceKind kind, ObjectKey key) => ScaleView.Of(Get(kind, key));

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, long since, CancellationToken ct) =>
        VersionedObject.MayDiffer(kind) ? store.WatchAsync(kind.Kept, ns, since, ct).Select(change => VersionedObject.Out(kind, change)) : store.WatchAsync(kind, ns, since, ct);

    public StoredObject Create(ResourceKind kind, string ns, JsonObject body, WriteOptions options)
    {
        var given = OwnedFields.Read(body.Obj("metadata"));
        return Create(kind, ns, BodyDecoder.Decode(kind, body, options), options, made => ObjectOwners.TrackNew(kind, made, given, options, Now));
    }

    public StoredObject Update(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options, string? subresource = null)
    {
        // A Scale and a Binding are objects of kinds of their own.
        var decoded = subresource is "scale" or "binding" ? body : BodyDecoder.Decode(kind, body, options);
        return Change(kind, key, options, current => Next(current, decoded.DeepClone().AsObject(), options, subresource, isPatch: false));
    }

    public StoredObject Patch(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource = null)
    {
        if (patch.Type == PatchType.Apply)
        {
            return Apply(kind, key, patch, options, subresource);
        }

        return Change(kind, key, options, current =>
        {
            var whole = subresource == "scale" ? ScaleView.Of(current, isToBeChanged: true) : current.ToJson();
            var patched = PatchedObject.From(whole, patch, subresource == "scale" ? null : FieldSchemas.Of(kind.Model));
            return Next(current, subresource == "scale" ? patched : BodyDecoder.Decode(kind, patched, options, patch), options, subresource, isPatch: true);
        });
    }

    public StoredObject Delete(ResourceKind kind, ObjectKey key, DeletionOptions options)
    {
        Admission.CheckDelete(kind, key);
        options = options with { PropagationPolicy = options.PropagationPolicy ?? KindRulesTable.Of(kind).DefaultPropagation };
        while (true)
        {
            var current = Get(kind, key);
            var plan = DeletionPlan.For(current, options, time.GetUtcNow());
            var result = options.DryRun || (!plan.Remove && plan.Marked is null) ? current
                : plan.Remove ? store.TryRemove(current, plan.Marked)
                : store.TryReplace(current, plan.Marked!);
            if (result is not null)
            {
                return result;
            }
        }
    }

    private StoredObject Apply(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource)
    {
        AppliedBody.Check(kind, key, (JsonObject)patch.Body);
        while (true)
        {
            try
            {
                return subresource is not null || store.Find(kind, key) is not null
                    ? Change(kind, key, options, current => Applied(current, patch, options, subresource))
                    : CreateApplied(kind, key, patch, options);
            }
            catch (StatusException e) when (e.Reason == "AlreadyExists" && subresource is null)
            {
                // Made by somebody else in between: then it is a change.
            }
        }
    }

    private StoredObject CreateApplied(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options)
    {
        // A name is needed to make it. Of what is there already, the name is there, too.
        MetadataRules.RefuseOtherName(patch.Body["metadata"] as JsonObject ?? [], key.Name);
        var owners = ObjectOwners.OfApplied(kind, patch, options, Now);
        var decoded = BodyDecoder.Decode(kind, patch.Body.DeepClone().AsObject(), options);
        return Create(kind, key.Namespace, decoded, options, made => OwnedFields.Write(made, owners));
    }

    private JsonObject Applied(StoredObject current, ObjectPatch patch, WriteOptions options, string? subresource)
    {
        var (merged, owners) = ObjectOwners.Apply(current.Kind, current.ToJson(), patch, options, subresource, Now);
        var next = Prepared(current, current.ToJson(), BodyDecoder.Decode(current.Kind, merged, options), subresource, isPatch: true);
        OwnedFields.Write(next, owners);
        return next;
    }

    private string Now => MetadataRules.Time(time.GetUtcNow());

    private StoredObject Create(ResourceKind kind, string ns, JsonObject decoded, WriteOptions options, Action<JsonObject> own)
    {
        if (kind.Custom is { IsTerminating: true })
        {
            throw StatusErrors.Terminating("create");
        }

        var metadata = MetadataRules.Of(decoded);
        var prefix = string.IsNullOrEmpty(metadata.Str("name")) ? metadata.Str("generateName") : null;
        for (var attempt = 1; ; attempt++)
        {
            if (!string.IsNullOrEmpty(prefix))
            {
                metadata["name"] = MetadataRules.GeneratedName(prefix);
            }

            var key = new ObjectKey(kind.IsNamespaced ? ns : "", metadata.Str("name") ?? "");
            if (Add(kind, key, decoded.DeepClone().AsObject(), options, own) is { } added)
            {
                return added;
            }

            if (string.IsNullOrEmpty(prefix) || attempt == GeneratedNameAttempts)
            {
                throw StatusErrors.AlreadyExists(kind, key.Name);
            }
        }
    }

    /// <returns>Null: there is an object of that name.</returns>
    private StoredObject? Add(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options, Action<JsonObject> own)
    {
        var rules = KindRulesTable.Of(kind);
        MetadataRules.PrepareNew(kind, key.Namespace, body, rules, time.GetUtcNow());
        _admission.CheckCreate(kind, key);
        if (kind.HasStatus && rules.FirstStatus(body) is { } status)
        {
            body["status"] = status;
        }

        rules.Default(body);
        own(body);
        rules.Admit(body);
        _admission.CheckPod(kind, key, body);
        _admission.CompletePod(kind, key, body);
        _admission.CompleteClaim(kind, body);
        _limits.Default(kind, key, body);
        using var addresses = EnterAddresses(kind);
        using var quotas = _quotas.Enter(key.Namespace);
        Validate(kind, key, body, old: null, rules);
        _limits.Check(kind, key, body, old: null);
        _security.Check(kind, key, body, options);
        _quotas.Check(kind, key, body, old: null);
        Warn(rules, body, old: null, options);
        options.Approve?.Invoke(kind, key, body, null);
        var uid = body.Obj("metadata").Str("uid")!;
        if (!options.DryRun)
        {
            return store.TryAdd(kind.Kept, key, uid, VersionedObject.In(kind, body)) is { } added ? VersionedObject.Out(kind, added) : null;
        }

        return store.Find(kind, key) is null ? new StoredObject(kind, key, uid, 0, ObjectStore.Serialize(body)) : null;
    }

    // A write that is tried again says it once.
    private static void Warn(KindRules rules, JsonObject body, JsonObject? old, WriteOptions options)
    {
        foreach (var warning in rules.Warnings(body, old).Where(warning => !options.Warnings.Contains(warning) && !options.Warnings.IsReadOnly))
        {
            options.Warnings.Add(warning);
        }
    }

    private StoredObject Change(ResourceKind kind, ObjectKey key, WriteOptions options, Func<StoredObject, JsonObject> next)
    {
        // Who named no version builds on whatever is newest: then another writer only means another turn.
        using var addresses = EnterAddresses(kind);
        using var quotas = _quotas.Enter(key.Namespace);
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

        Warn(KindRulesTable.Of(current.Kind), body, current.ToJson(), options);
        if (options.DryRun)
        {
            return new StoredObject(current.Kind, current.Key, current.Uid, current.ResourceVersion, ObjectStore.Serialize(body));
        }

        var (stored, next) = (current with { Kind = current.Kind.Kept }, VersionedObject.In(current.Kind, body));
        var written = DeletionPlan.IsReleased(body) ? store.TryRemove(stored, next) : store.TryReplace(stored, next);
        return written is null ? null : VersionedObject.Out(current.Kind, written);
    }

    /// <summary>The object as it will be after the update, with its owners.</summary>
    private JsonObject Next(StoredObject current, JsonObject body, WriteOptions options, string? subresource, bool isPatch)
    {
        var old = current.ToJson();
        var given = body.Obj("metadata") is { } metadata ? new JsonObject { ["managedFields"] = metadata["managedFields"]?.DeepClone() } : null;
        var next = Prepared(current, old, body, subresource, isPatch);
        if (subresource != "binding")
        {
            ObjectOwners.Track(current.Kind, old, next, given, options, subresource, Now);
        }

        return next;
    }

    private JsonObject Prepared(StoredObject current, JsonObject old, JsonObject body, string? subresource, bool isPatch)
    {
        switch (subresource)
        {
            case "scale":
                return Replaced(current, old, ScaleView.Apply(current, body));
            case "binding":
                return PodBinding.Apply(current, body, time.GetUtcNow());
        }

        MetadataRules.PrepareUpdate(current, old, body, isPatch);
        return subresource is null ? Replaced(current, old, body) : PartReplaced(current, old, body, subresource);
    }

    // A subresource is one field of the object; all else stays.
    private JsonObject PartReplaced(StoredObject current, JsonObject old, JsonObject body, string subresource)
    {
        if (subresource == "ephemeralcontainers")
        {
            return EphemeralContainers.Apply(current, body);
        }

        var next = current.ToJson();
        if (subresource == "finalize")
        {
            next.Ensure("spec").Put("finalizers", body.Obj("spec").Strings("finalizers").Any() ? body.Obj("spec")!["finalizers"] : null);
            return next;
        }

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
        _admission.CheckResize(current.Kind, current.Key, body, old);
        _limits.Check(current.Kind, current.Key, body, old);
        _quotas.Check(current.Kind, current.Key, body, current);
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

    // Between choosing a Service's addresses and storing it no other Service may choose.
    private Lock.Scope EnterAddresses(ResourceKind kind) => ReferenceEquals(kind, KindTable.Service) ? _services.Enter() : default;
}
