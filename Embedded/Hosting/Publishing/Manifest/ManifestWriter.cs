using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>
/// The model as Aspire's manifest, in the subset that both azd and aspirate read: <c>project.v0</c>, <c>container.v0</c> and <c>parameter.v0</c>,
/// each binding with its target port, placeholders in variables and connection strings only. Pure.
/// </summary>
internal sealed class ManifestWriter(ApplicationModel model, string manifestFolder)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ManifestExpressions _expressions = new(model);

    // A connection string is named, not repeated: tools fill it in as a whole.
    private readonly IReadOnlyList<(string? Placeholder, string Text)> _connections =
        [.. model.Resources.OfType<RedisResource>().Select(redis => ((string?)$"{{{redis.Name}.connectionString}}", new ManifestExpressions(model).Render(redis.ConnectionStringExpression)))];

    public string Write()
    {
        var resources = new JsonObject();
        foreach (var resource in model.Resources)
        {
            if (Entry(resource) is { } entry)
            {
                resources[resource.Name] = entry;
            }
        }

        return new JsonObject { ["resources"] = resources }.ToJsonString(Indented) + "\n";
    }

    private JsonObject? Entry(IResource resource) => resource switch
    {
        ParameterResource parameter => ParameterEntry.Of(parameter),
        RedisResource redis => Redis(redis),
        IComputeResource => Project(model.Of(resource)),
        // An environment is a place to run, not a part of the application.
        _ => null,
    };

    private JsonObject Project(Workload workload) => new()
    {
        ["type"] = "project.v0",
        ["path"] = RelativePath(workload.ProjectPath ?? throw new InvalidOperationException($"'{workload.Name}' is neither a project nor a Redis: a manifest has no word for it.")),
        ["env"] = Environment(workload),
        ["bindings"] = Bindings(workload),
    };

    // A manifest cannot mount a file: the shell hands the password to the server's standard input, so that it stands neither in the arguments nor in
    // the list of processes. No quotes: aspirate puts arguments between some of its own.
    private JsonObject Redis(RedisResource redis)
    {
        var workload = model.Of(redis);
        var image = ImageName.Of(workload);
        return new JsonObject
        {
            ["type"] = "container.v0",
            ["connectionString"] = _expressions.Render(redis.ConnectionStringExpression),
            ["image"] = $"docker.io/library/{image}",
            ["entrypoint"] = "/bin/sh",
            ["args"] = new JsonArray("-c", "echo requirepass $REDIS_PASSWORD | exec redis-server - --save 60 1 --appendonly yes"),
            ["volumes"] = new JsonArray(new JsonObject { ["name"] = $"{redis.Name}-data", ["target"] = "/data", ["readOnly"] = false }),
            ["env"] = new JsonObject { ["REDIS_PASSWORD"] = $"{{{redis.PasswordParameter!.Name}.value}}" },
            ["bindings"] = Bindings(workload),
        };
    }

    private JsonObject Environment(Workload workload)
    {
        var variables = new JsonObject();
        foreach (var variable in workload.Environment)
        {
            var text = _expressions.Render(variable.Value);
            variables[variable.Name] = _connections.FirstOrDefault(connection => connection.Text == text).Placeholder ?? text;
        }

        foreach (var source in workload.References.Select(reference => reference.Source).Distinct())
        {
            foreach (var endpoint in model.Of(source).Endpoints.Where(endpoint => endpoint.Scheme == "http" && endpoint.Name == "http"))
            {
                variables[$"services__{source.Name}__{endpoint.Name}__0"] = $"{{{source.Name}.bindings.{endpoint.Name}.url}}";
            }
        }

        return variables;
    }

    private static JsonObject Bindings(Workload workload)
    {
        var bindings = new JsonObject();
        foreach (var endpoint in workload.Endpoints)
        {
            bindings[endpoint.Name] = Binding(endpoint);
        }

        return bindings;
    }

    private static JsonObject Binding(EndpointAnnotation endpoint)
    {
        var binding = new JsonObject
        {
            ["scheme"] = endpoint.Scheme,
            ["protocol"] = "tcp",
            ["transport"] = endpoint.Scheme is "http" or "https" ? "http" : "tcp",
            ["targetPort"] = endpoint.ListeningPort,
        };
        if (endpoint.IsExternal)
        {
            binding["external"] = true;
        }

        return binding;
    }

    private string RelativePath(string path) => Path.GetRelativePath(manifestFolder, path).Replace('\\', '/');
}
