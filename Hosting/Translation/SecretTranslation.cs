using System.Text;
using Aspire.Hosting.ApplicationModel;
using k8s;
using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>Secrets of parameters, and configuration files: a Secret where the file holds a secret, else a ConfigMap.</summary>
internal sealed class SecretTranslation(TranslationTarget target, Expressions expressions)
{
    /// <summary>The key of a parameter's value in its Secret, which is named as the parameter.</summary>
    public const string ValueKey = "value";

    public V1Secret OfParameter(ParameterResource parameter) => new()
    {
        Metadata = Metadata(parameter.Name, ObjectLabels.OfApplication()),
        Type = "Opaque",
        Data = new Dictionary<string, byte[]> { [ValueKey] = Encoding.UTF8.GetBytes(expressions.ValueOf(parameter)) },
    };

    /// <summary>The object that holds the workload's configuration files, or null if it has none, or if it is a Secret and none is to be made.</summary>
    public IKubernetesObject<V1ObjectMeta>? OfFiles(Workload workload)
    {
        if (workload.Files.Count == 0 || (HoldsSecret(workload) && !target.HasSecretValues))
        {
            return null;
        }

        var files = workload.Files.ToDictionary(file => file.FileName, file => expressions.Render(file.Content, (secret, quoting) => QuotedParameter.Quote(expressions.ValueOf(secret), quoting), text => text));
        var metadata = Metadata(ConfigurationName(workload), ObjectLabels.OfResource(workload.Name));
        return HoldsSecret(workload)
            ? new V1Secret
            {
                Metadata = metadata,
                Type = "Opaque",
                Data = files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)),
            }
            : new V1ConfigMap { Metadata = metadata, Data = files };
    }

    public static IList<V1Volume>? VolumesOf(Workload workload) => workload.Files.Count == 0
        ? null
        : [
            HoldsSecret(workload)
                ? new V1Volume { Name = VolumeName, Secret = new V1SecretVolumeSource { SecretName = ConfigurationName(workload) } }
                : new V1Volume { Name = VolumeName, ConfigMap = new V1ConfigMapVolumeSource { Name = ConfigurationName(workload) } },
        ];

    public static IList<V1VolumeMount>? MountsOf(Workload workload) => workload.Files.Count == 0
        ? null
        : [.. workload.Files.Select(file => file.Folder).Distinct().Select(folder => new V1VolumeMount { Name = VolumeName, MountPath = folder, ReadOnlyProperty = true })];

    private const string VolumeName = "configuration";

    private static string ConfigurationName(Workload workload) => $"{workload.Name}-configuration";

    private static bool HoldsSecret(Workload workload) => workload.Files.Any(file => Expressions.SecretsIn(file.Content).Any());

    private V1ObjectMeta Metadata(string name, Dictionary<string, string> labels) => new() { Name = name, NamespaceProperty = target.Namespace, Labels = labels };
}
