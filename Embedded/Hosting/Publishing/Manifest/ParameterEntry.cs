using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>A parameter in the manifest: where its value comes from, never the value of a secret.</summary>
internal static class ParameterEntry
{
    public static JsonObject Of(ParameterResource parameter)
    {
        var input = new JsonObject { ["type"] = "string" };
        if (parameter.Secret)
        {
            input["secret"] = true;
        }

        if (parameter.Default is GenerateParameterDefault generated)
        {
            input["default"] = new JsonObject { ["generate"] = Generated(generated) };
        }

        return new JsonObject
        {
            ["type"] = "parameter.v0",
            ["value"] = $"{{{parameter.Name}.inputs.value}}",
            ["inputs"] = new JsonObject { ["value"] = input },
        };
    }

    // What is left out means yes.
    private static JsonObject Generated(GenerateParameterDefault generated)
    {
        var entry = new JsonObject { ["minLength"] = generated.MinLength };
        if (!generated.Special)
        {
            entry["special"] = false;
        }

        return entry;
    }
}
