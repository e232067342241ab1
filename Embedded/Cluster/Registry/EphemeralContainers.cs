using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Rules;
using Workshop.Cluster.Registry.Rules.Pods;

namespace Workshop.Cluster.Registry;

/// <summary>Adds ephemeral containers to a pod that is there: what <c>kubectl debug</c> writes. Those that have come stay as they are.</summary>
internal static class EphemeralContainers
{
    private const string Field = "ephemeralContainers";
    private const string At = $"spec.{Field}";

    private static readonly string[] NotAllowed = ["ports", "resources", "resizePolicy", "restartPolicy", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

    /// <param name="body">The pod as it is wanted; all but its ephemeral containers is of no interest.</param>
    /// <exception cref="StatusException">422.</exception>
    public static JsonObject Apply(StoredObject current, JsonObject body)
    {
        var pod = current.ToJson();
        var spec = pod.Ensure("spec");
        var present = spec.Items(Field).ToList();
        var wanted = body.Obj("spec").Items(Field).Select(container => container.DeepClone().AsObject()).ToList();
        foreach (var container in wanted)
        {
            ContainerDefaults.Apply(container);
        }

        var errors = new FieldErrors();
        CheckNew(spec, wanted, errors);
        CheckPresent(present, wanted, errors);
        if (errors.Any)
        {
            throw StatusErrors.Invalid(current.Kind, current.Key.Name, errors);
        }

        spec[Field] = new JsonArray([.. wanted]);
        return pod;
    }

    private static void CheckPresent(List<JsonObject> present, List<JsonObject> wanted, FieldErrors errors)
    {
        foreach (var container in present)
        {
            var name = container.Str("name");
            var kept = wanted.Find(other => other.Str("name") == name);
            if (kept is null)
            {
                errors.Forbidden(At, $"existing ephemeral containers {GoText.Quote(name ?? "")} may not be removed\n");
            }
            else if (!JsonNode.DeepEquals(container, kept))
            {
                errors.Forbidden(At, $"existing ephemeral containers {GoText.Quote(name ?? "")} may not be changed\n");
            }
        }
    }

    private static void CheckNew(JsonObject spec, List<JsonObject> wanted, FieldErrors errors)
    {
        var pod = PodContext.Of(spec, spec.Items("volumes").ToDictionary(volume => volume.Str("name")!));
        var others = PodDefaults.AllContainers(spec).Select(container => container.Str("name")).OfType<string>().ToHashSet();
        var taken = others.ToHashSet();
        foreach (var (container, index) in wanted.Select((container, index) => (container, index)))
        {
            var at = $"{At}[{index}]";
            ContainerValidation.Common(container, at, pod, errors);
            if (!taken.Add(container.Str("name") ?? ""))
            {
                errors.Duplicate($"{at}.name", container.Str("name") ?? "");
            }

            if (container.Str("targetContainerName") is { Length: > 0 } target && !others.Contains(target))
            {
                errors.NotFound($"{at}.targetContainerName", target);
            }

            foreach (var field in NotAllowed.Where(field => container[field] is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 })))
            {
                errors.Forbidden($"{at}.{field}", "cannot be set for an Ephemeral Container");
            }

            foreach (var (mount, i) in container.Items("volumeMounts").Select((mount, i) => (mount, i)).Where(pair => pair.mount.Str("subPath") is { Length: > 0 }))
            {
                errors.Forbidden($"{at}.volumeMounts[{i}].subPath", "cannot be set for an Ephemeral Container");
            }
        }
    }
}
