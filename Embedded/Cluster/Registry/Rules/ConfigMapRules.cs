using System.Text;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class ConfigMapRules : KindRules
{
    private const int MostBytes = 1024 * 1024;

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var (data, binary) = (body.Obj("data") ?? [], body.Obj("binaryData") ?? []);
        foreach (var (key, _) in data)
        {
            Key(key, "data", errors);
            if (binary.ContainsKey(key))
            {
                errors.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }
        }

        foreach (var (key, _) in binary)
        {
            Key(key, "binaryData", errors);
        }

        if (data.Sum(pair => Encoding.UTF8.GetByteCount(pair.Value.Text())) + binary.Sum(pair => DataBytes.Count(pair.Value)) > MostBytes)
        {
            errors.TooLong("[]", MostBytes);
        }

        Immutability.Check(body, old, ["data", "binaryData"], errors);
    }

    private static void Key(string key, string field, FieldErrors errors) => errors.Invalid($"{field}[{key}]", key, Syntax.ConfigKey(key));
}
