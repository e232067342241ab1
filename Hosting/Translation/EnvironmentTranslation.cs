using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Translation;

/// <summary>The environment of a container. A secret's value never stands here: only where Kubernetes finds it.</summary>
internal sealed class EnvironmentTranslation(ApplicationModel model, TranslationTarget target, ServicePorts ports, Expressions expressions)
{
    public IList<V1EnvVar> Of(Workload workload)
    {
        var variables = new List<V1EnvVar>();
        foreach (var variable in workload.Environment.Where(variable => !SecretFiles.IsFile(workload, variable)))
        {
            Add(variables, variable);
        }

        variables.AddRange(PlatformVariables.Of(workload, target).Where(variable => IsNew(variable.Name)));
        variables.AddRange(SecretFiles.Variables(workload));
        variables.AddRange(PodFacts.Of(workload, model, target));

        variables.AddRange(workload.References.Where(reference => ports.Serves(reference.Endpoint)).Select(reference => new V1EnvVar { Name = NameOf(reference), Value = ports.Of(reference.Endpoint).Url(target.HostOf(reference.Endpoint.Resource)) }));
        return variables;

        bool IsNew(string name) => variables.All(known => known.Name != name);
    }

    // Both names as shells take them.
    private static string NameOf(WorkloadReference reference) => reference.Variable.StartsWith("services__", StringComparison.Ordinal) ? reference.Variable : reference.Variable.Replace('-', '_');

    private void Add(List<V1EnvVar> variables, WorkloadVariable variable)
    {
        if (variable.Value.OnlySecret is { } only)
        {
            // One before it may have named the secret so.
            if (variables.All(known => known.Name != variable.Name))
            {
                variables.Add(FromSecret(variable.Name, only));
            }

            return;
        }

        // A text with a secret in it names a variable that holds the secret; Kubernetes puts the value in when the container starts.
        foreach (var secret in Expressions.SecretsIn(variable.Value).Where(secret => variables.All(known => known.Name != VariableOf(secret))))
        {
            variables.Add(FromSecret(VariableOf(secret), secret));
        }

        variables.Add(new V1EnvVar
        {
            Name = variable.Name,
            Value = Text(variable.Value),
        });
    }

    /// <summary>An argument. A secret in it is named as the variable that holds it.</summary>
    public string Text(TextExpression expression) => expressions.Render(expression, (secret, _) => $"$({VariableOf(secret)})", text => text.Replace("$(", "$$(", StringComparison.Ordinal));

    /// <summary>The variable that holds a secret which is part of others.</summary>
    public static string VariableOf(ParameterResource parameter) => parameter.Name.Replace('-', '_').ToUpperInvariant();

    private static V1EnvVar FromSecret(string name, ParameterResource parameter) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = parameter.Name, Key = SecretTranslation.ValueKey } },
    };
}
