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

        foreach (var part in PlatformVariables.OfConnections(workload).Where(part => IsNew(part.Name)))
        {
            Add(variables, part);
        }

        variables.AddRange(PlatformVariables.Of(workload).Where(variable => IsNew(variable.Name)));
        variables.AddRange(SecretFiles.Variables(workload));
        variables.AddRange(PodFacts.Of(workload, model, target));

        foreach (var source in workload.References.Select(reference => reference.Source).Distinct())
        {
            // Two names each, as Aspire gives them: one for service discovery, one for programs without it.
            variables.AddRange(from port in ports.Of(model.Of(source))
                               from name in new[] { $"services__{source.Name}__{port.Endpoint.Name}__0", $"{source.Name}_{port.Endpoint.Name}".Replace('-', '_').ToUpperInvariant() }
                               select new V1EnvVar { Name = name, Value = port.Url(source.Name) });
        }

        return variables;

        bool IsNew(string name) => variables.All(known => known.Name != name);
    }

    private void Add(List<V1EnvVar> variables, EnvironmentAnnotation variable)
    {
        if (variable.Value.Parts is [ParameterResource { Secret: true } only])
        {
            variables.Add(FromSecret(variable.Name, only));
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
            Value = expressions.Render(variable.Value, secret => $"$({VariableOf(secret)})", text => text.Replace("$(", "$$(", StringComparison.Ordinal)),
        });
    }

    private static string VariableOf(ParameterResource parameter) => parameter.Name.Replace('-', '_').ToUpperInvariant();

    private static V1EnvVar FromSecret(string name, ParameterResource parameter) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = parameter.Name, Key = SecretTranslation.ValueKey } },
    };
}
