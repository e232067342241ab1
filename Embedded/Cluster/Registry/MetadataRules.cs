using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Registry;

/// <summary>The part of an object that the system writes: names, identity, times, generations.</summary>
internal static class MetadataRules
{
    // No vowels and no digits that look like them: a generated name spells nothing.
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";
    private const int LongestGeneratedBase = 58;

    private static readonly string[] SystemFields = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "managedFields", "generateName"];

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Of(JsonObject body) => body.Ensure("metadata");

    /// <summary>Five letters, as in <c>hello-7d9f-x2x4c</c>.</summary>
    public static string GeneratedName(string prefix) =>
        prefix[..Math.Min(prefix.Length, LongestGeneratedBase)] + RandomNumberGenerator.GetString(SuffixLetters, 5);

    /// <summary>Makes the metadata that of a new object.</summary>
    public static void PrepareNew(ResourceKind kind, string ns, JsonObject body, KindRules rules, DateTimeOffset now)
    {
        var metadata = Of(body);
        foreach (var field in (string[])["resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "managedFields"])
        {
            metadata.Remove(field);
        }

        if (kind.IsNamespaced)
        {
            RefuseOtherNamespace(metadata, ns, "the namespace of the provided object does not match the namespace sent on the request");
            metadata["namespace"] = ns;
        }
        else
        {
            metadata.Remove("namespace");
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Time(now);
        if (rules.CountsGenerations)
        {
            metadata["generation"] = 1L;
        }
    }

    /// <summary>Gives a replacement the stored object's identity, after checking that it does not claim another one.</summary>
    /// <exception cref="StatusException">400: another name or namespace; 409: built on an older version, or on another object of that name.</exception>
    public static void PrepareUpdate(StoredObject current, JsonObject old, JsonObject body, bool isPatch)
    {
        var (kind, key) = (current.Kind, current.Key);
        var metadata = Of(body);
        RefuseOtherName(metadata, key.Name);
        if (kind.IsNamespaced)
        {
            RefuseOtherNamespace(
                metadata, key.Namespace, $"the namespace of the object ({metadata.Str("namespace")}) does not match the namespace on the URL ({key.Namespace})");
            metadata["namespace"] = key.Namespace;
        }

        RefuseOtherUid(current, metadata, isPatch);
        var version = metadata.Str("resourceVersion");
        if (version is null or "" or "0")
        {
            RequireVersion(kind, key);
        }
        else if (version != current.ResourceVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw StatusErrors.Stale(kind, key.Name);
        }

        var stored = old.Obj("metadata")!;
        foreach (var field in SystemFields)
        {
            metadata.Put(field, stored[field]);
        }

        metadata.Put("resourceVersion", stored["resourceVersion"]);
        metadata.Remove("selfLink");
    }

    // Here Kubernetes names the resource, not the kind.
    private static void RequireVersion(ResourceKind kind, ObjectKey key)
    {
        if (!KindRulesTable.Of(kind).AllowsUnconditionalUpdate)
        {
            var errors = new FieldErrors();
            errors.Invalid("metadata.resourceVersion", new GoExpression("0x0"), "must be specified for an update");
            throw StatusErrors.Invalid(kind.Group, kind.Plural, key.Name, errors);
        }
    }

    /// <exception cref="StatusException">400.</exception>
    public static void RefuseOtherName(JsonObject metadata, string name)
    {
        var given = metadata.Str("name");
        if (string.IsNullOrEmpty(given))
        {
            throw StatusErrors.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        }

        if (given != name)
        {
            throw StatusErrors.BadRequest($"the name of the object ({given}) does not match the name on the URL ({name})");
        }
    }

    private static void RefuseOtherNamespace(JsonObject metadata, string ns, string message)
    {
        if (metadata.Str("namespace") is { Length: > 0 } given && given != ns)
        {
            throw StatusErrors.BadRequest(message);
        }
    }

    private static void RefuseOtherUid(StoredObject current, JsonObject metadata, bool isPatch)
    {
        if (metadata.Str("uid") is not { Length: > 0 } given || given == current.Uid)
        {
            return;
        }

        var (kind, key) = (current.Kind, current.Key);
        if (isPatch)
        {
            var errors = new FieldErrors();
            errors.Invalid("metadata.uid", given, "field is immutable");
            throw StatusErrors.Invalid(kind, key.Name, errors);
        }

        throw StatusErrors.Conflict(
            kind,
            key.Name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{kind.Plural}/{key}, ResourceVersion: 0, AdditionalErrorMsg: " +
            $"Precondition failed: UID in precondition: {given}, UID in object meta: {current.Uid}");
    }
}
