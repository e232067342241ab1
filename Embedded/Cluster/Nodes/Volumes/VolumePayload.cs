using System.Text;
using k8s.Models;
using Workshop.Cluster.Nodes.Containers;

namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>The files of a volume made from ConfigMaps, Secrets and the pod's own fields: decided here, written by <see cref="AtomicFolder"/>.</summary>
internal static class VolumePayload
{
    private const int DefaultMode = 0b110_100_100;
    private const int TokenMode = 0b110_000_000;

    /// <returns>Path within the volume → file; null for a volume of another type.</returns>
    /// <exception cref="VolumeException">An object or key is missing and not optional.</exception>
    public static IReadOnlyDictionary<string, VolumeFile>? For(V1Volume volume, PodOnNode facts, ConfigLookup config)
    {
        var files = new SortedDictionary<string, VolumeFile>(StringComparer.Ordinal);
        try
        {
            switch (volume)
            {
                case { ConfigMap: { } map }:
                    AddConfigMap(files, map.Name, map.Items, map.Optional, map.DefaultMode ?? DefaultMode, config);
                    break;
                case { Secret: { } secret }:
                    AddSecret(files, secret.SecretName, secret.Items, secret.Optional, secret.DefaultMode ?? DefaultMode, config);
                    break;
                case { DownwardAPI: { } downward }:
                    AddFields(files, downward.Items, downward.DefaultMode ?? DefaultMode, facts);
                    break;
                case { Projected: { } projected }:
                    AddProjected(files, projected, facts, config);
                    break;
                default:
                    return null;
            }
        }
        catch (ContainerConfigException e)
        {
            throw new VolumeException(volume.Name, e.Message);
        }

        return files;
    }

    private static void AddProjected(SortedDictionary<string, VolumeFile> files, V1ProjectedVolumeSource projected, PodOnNode facts, ConfigLookup config)
    {
        var mode = projected.DefaultMode ?? DefaultMode;
        foreach (var source in projected.Sources ?? [])
        {
            if (source.ConfigMap is { } map)
            {
                AddConfigMap(files, map.Name, map.Items, map.Optional, mode, config);
            }
            else if (source.Secret is { } secret)
            {
                AddSecret(files, secret.Name, secret.Items, secret.Optional, mode, config);
            }
            else if (source.DownwardAPI is { } downward)
            {
                AddFields(files, downward.Items, mode, facts);
            }
            else if (source.ServiceAccountToken is { } token)
            {
                files[Checked(token.Path)] = new VolumeFile(config.TokenOf(facts.Pod, token), TokenMode);
            }
            else
            {
                throw new ContainerConfigException("this cluster projects configMap, secret, downwardAPI and serviceAccountToken only");
            }
        }
    }

    private static void AddConfigMap(SortedDictionary<string, VolumeFile> files, string name, IList<V1KeyToPath>? items, bool? optional, int mode, ConfigLookup config)
    {
        var found = config.FindConfigMap(name);
        if (found is null && optional != true)
        {
            throw new ContainerConfigException($"configmap \"{name}\" not found");
        }

        var data = (found?.Data ?? new Dictionary<string, string>()).Select(pair => KeyValuePair.Create(pair.Key, Encoding.UTF8.GetBytes(pair.Value)))
            .Concat(found?.BinaryData ?? new Dictionary<string, byte[]>())
            .ToDictionary();
        AddKeys(files, data, items, optional, mode, "configmap references non-existent config key: ");
    }

    private static void AddSecret(SortedDictionary<string, VolumeFile> files, string name, IList<V1KeyToPath>? items, bool? optional, int mode, ConfigLookup config)
    {
        var found = config.FindSecret(name);
        if (found is null && optional != true)
        {
            throw new ContainerConfigException($"secret \"{name}\" not found");
        }

        AddKeys(files, new Dictionary<string, byte[]>(found?.Data ?? new Dictionary<string, byte[]>()), items, optional, mode, "references non-existent secret key: ");
    }

    private static void AddKeys(
        SortedDictionary<string, VolumeFile> files, Dictionary<string, byte[]> data, IList<V1KeyToPath>? items, bool? optional, int mode, string missing)
    {
        if (items is null || items.Count == 0)
        {
            foreach (var (key, content) in data)
            {
                files[key] = new VolumeFile(content, mode);
            }

            return;
        }

        foreach (var item in items)
        {
            if (data.TryGetValue(item.Key, out var content))
            {
                files[Checked(item.Path)] = new VolumeFile(content, item.Mode ?? mode);
            }
            else if (optional != true)
            {
                throw new ContainerConfigException(missing + item.Key);
            }
        }
    }

    private static void AddFields(SortedDictionary<string, VolumeFile> files, IList<V1DownwardAPIVolumeFile>? items, int mode, PodOnNode facts)
    {
        foreach (var item in items ?? [])
        {
            var value = item.FieldRef is { } field ? FieldValues.OfField(facts, field.FieldPath)
                : item.ResourceFieldRef is { } resource ? FieldValues.OfResource(facts, resource, null)
                : "";
            files[Checked(item.Path)] = new VolumeFile(Encoding.UTF8.GetBytes(value), item.Mode ?? mode);
        }
    }

    /// <summary>A path must stay within its volume; the API refuses others, and the node does not trust that alone.</summary>
    private static string Checked(string path) =>
        path.StartsWith('/') || path.Split('/').Contains("..") ? throw new ContainerConfigException($"invalid path: must be relative and not contain '..': {path}") : path;
}
