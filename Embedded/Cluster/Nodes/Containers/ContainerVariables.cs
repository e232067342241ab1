using System.Text;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>The variables that a container's own <c>envFrom</c> and <c>env</c> set, resolved and expanded.</summary>
internal static class ContainerVariables
{
    /// <param name="services">Known to <c>$(NAME)</c>, but not among the result.</param>
    /// <exception cref="ContainerConfigException">A ConfigMap, Secret or key is missing and not optional.</exception>
    public static Dictionary<string, string> For(V1Container container, PodOnNode facts, ConfigLookup config, IReadOnlyDictionary<string, string> services)
    {
        var variables = new Dictionary<string, string>();
        foreach (var source in container.EnvFrom ?? [])
        {
            foreach (var (key, value) in ReadAll(source, config))
            {
                variables[source.Prefix + key] = value;
            }
        }

        // A variable sees those before it; one that comes later, or is unknown, stays as it is written.
        var known = new Dictionary<string, string>(services);
        foreach (var (name, value) in variables)
        {
            known[name] = value;
        }

        foreach (var variable in container.Env ?? [])
        {
            var value = variable.ValueFrom is { } source ? Read(source, container, facts, config) : VariableExpansion.Expand(variable.Value ?? "", known);
            if (value is not null)
            {
                variables[variable.Name] = known[variable.Name] = value;
            }
        }

        return variables;
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadAll(V1EnvFromSource source, ConfigLookup config)
    {
        if (source.ConfigMapRef is { } map)
        {
            return config.FindConfigMap(map.Name)?.Data ?? (map.Optional == true || config.FindConfigMap(map.Name) is not null
                ? new Dictionary<string, string>()
                : throw new ContainerConfigException($"configmap \"{map.Name}\" not found"));
        }

        if (source.SecretRef is { } secret)
        {
            var found = config.FindSecret(secret.Name);
            return found is null && secret.Optional != true
                ? throw new ContainerConfigException($"secret \"{secret.Name}\" not found")
                : (found?.Data ?? new Dictionary<string, byte[]>()).Select(pair => KeyValuePair.Create(pair.Key, Encoding.UTF8.GetString(pair.Value)));
        }

        return [];
    }

    private static string? Read(V1EnvVarSource source, V1Container container, PodOnNode facts, ConfigLookup config)
    {
        if (source.FieldRef is { } field)
        {
            return FieldValues.OfField(facts, field.FieldPath);
        }

        if (source.ResourceFieldRef is { } resource)
        {
            return FieldValues.OfResource(facts, resource, container);
        }

        if (source.ConfigMapKeyRef is { } map)
        {
            var found = config.FindConfigMap(map.Name);
            return found?.Data is { } data && data.TryGetValue(map.Key, out var value) ? value
                : map.Optional == true ? null
                : found is null ? throw new ContainerConfigException($"configmap \"{map.Name}\" not found")
                : throw new ContainerConfigException($"couldn't find key {map.Key} in ConfigMap {facts.Pod.Metadata.NamespaceProperty}/{map.Name}");
        }

        if (source.SecretKeyRef is { } secret)
        {
            var found = config.FindSecret(secret.Name);
            return found?.Data is { } data && data.TryGetValue(secret.Key, out var value) ? Encoding.UTF8.GetString(value)
                : secret.Optional == true ? null
                : found is null ? throw new ContainerConfigException($"secret \"{secret.Name}\" not found")
                : throw new ContainerConfigException($"couldn't find key {secret.Key} in Secret {facts.Pod.Metadata.NamespaceProperty}/{secret.Name}");
        }

        throw new ContainerConfigException("a variable's valueFrom names no source that this cluster knows");
    }
}
