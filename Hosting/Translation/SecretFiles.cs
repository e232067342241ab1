using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Translation;

/// <summary>
/// A secret parameter that a project is given as a variable reaches it as a file of that name: no process list, no crash report and no child process shows it, and
/// the file follows its Secret while the pod runs. Ours read such folders (ServiceDefaults); stock projects and images of others do not, and keep their variables.
/// </summary>
internal static class SecretFiles
{
    private const string FolderVariable = "Workshop__SecretsFolder";
    private const string Folder = "/run/secrets/workshop";
    private const string VolumeName = "secrets";

    public static bool IsFile(Workload workload, WorkloadVariable variable) =>
        workload is { ProjectPath: not null, IsPlain: false } && variable.Value.OnlySecret is { } secret && !IsToldAnyway(workload, variable.Name, secret);

    public static IEnumerable<V1EnvVar> Variables(Workload workload) => Of(workload).Count == 0 ? [] : [new V1EnvVar { Name = FolderVariable, Value = Folder }];

    public static IEnumerable<V1Volume> Volumes(Workload workload) => Of(workload) is not { Count: > 0 } files ? [] :
    [
        new V1Volume
        {
            Name = VolumeName,
            Projected = new V1ProjectedVolumeSource
            {
                Sources =
                [
                    .. files.Select(file => Source(file.Secret, file.Variable, optional: null)),
                    .. TokenUsers.Has(workload) ? [Source(TokenUsers.SecretOf(workload), TokenUsers.Variable, optional: true)] : Array.Empty<V1VolumeProjection>(),
                ],
            },
        },
    ];

    public static IEnumerable<V1VolumeMount> Mounts(Workload workload) =>
        Of(workload).Count == 0 ? [] : [new V1VolumeMount { Name = VolumeName, MountPath = Folder, ReadOnlyProperty = true }];

    // A text with a secret in it (a connection string) needs the secret in a variable; this is that variable.
    private static bool IsToldAnyway(Workload workload, string name, ParameterResource secret) =>
        name == EnvironmentTranslation.VariableOf(secret) && workload.Environment.Any(other => other.Value.Parts.Count > 1 && Expressions.SecretsIn(other.Value).Contains(secret));

    private static V1VolumeProjection Source(string secret, string file, bool? optional) => new()
    {
        Secret = new V1SecretProjection { Name = secret, Optional = optional, Items = [new V1KeyToPath { Key = SecretTranslation.ValueKey, Path = file }] },
    };

    private static List<(string Variable, string Secret)> Of(Workload workload) =>
        [.. workload.Environment.Where(variable => IsFile(workload, variable)).Select(variable => (variable.Name, variable.Value.OnlySecret!.Name))];
}
