using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class SecretRules : KindRules
{
    private const int MostBytes = 1024 * 1024;
    private const string AccountName = "kubernetes.io/service-account.name";

    /// <summary><c>stringData</c> is for writing only: it ends in <c>data</c>.</summary>
    public override void Default(JsonObject body)
    {
        body.Default("type", "Opaque");
        if (body.Obj("stringData") is { } texts)
        {
            var data = body.Ensure("data");
            foreach (var (key, value) in texts)
            {
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value.Text()));
            }

            body.Remove("stringData");
        }
    }

    public override void CarryOver(JsonObject old, JsonObject body) => body.Default("type", old.Str("type") ?? "Opaque");

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var data = body.Obj("data") ?? [];
        foreach (var (key, _) in data)
        {
            errors.Invalid($"data[{key}]", key, Syntax.ConfigKey(key));
        }

        if (data.Sum(pair => DataBytes.Count(pair.Value)) > MostBytes)
        {
            errors.TooLong("data", MostBytes);
        }

        Type(body, data, errors);
        if (body.Str("type") == "kubernetes.io/service-account-token" && string.IsNullOrEmpty(body.Obj("metadata").Obj("annotations").Str(AccountName)))
        {
            errors.Required($"metadata.annotations[{AccountName}]");
        }

        if (old.Str("type") is { } type && type != body.Str("type"))
        {
            errors.Invalid("type", body.Str("type"), "field is immutable");
        }

        Immutability.Check(body, old, ["data"], errors);
    }

    private static void Type(JsonObject body, JsonObject data, FieldErrors errors)
    {
        string[] required = body.Str("type") switch
        {
            "kubernetes.io/tls" => ["tls.crt", "tls.key"],
            "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
            "kubernetes.io/dockercfg" => [".dockercfg"],
            "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
            _ => [],
        };
        foreach (var key in required.Where(key => !data.ContainsKey(key)))
        {
            errors.Required($"data[{key}]");
        }

        if (body.Str("type") == "kubernetes.io/basic-auth" && !data.ContainsKey("username") && !data.ContainsKey("password"))
        {
            errors.Required("data[username]");
            errors.Required("data[password]");
        }

        if (data[".dockerconfigjson"] is { } config && !IsJson(config.Text()))
        {
            errors.Invalid("data[.dockerconfigjson]", "<secret contents redacted>", "unexpected end of JSON input");
        }
    }

    private static bool IsJson(string base64)
    {
        try
        {
            JsonDocument.Parse(Convert.FromBase64String(base64)).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
