using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>What a CustomResourceDefinition must be like, in Kubernetes' words.</summary>
public sealed class DefinitionRulesTests : IDisposable
{
    private readonly DefinitionWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("metadata.name", "\"tabs.stable.example.com\"", "metadata.name: Invalid value: \"tabs.stable.example.com\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("spec.scope", "\"Everywhere\"", "spec.scope: Unsupported value: \"Everywhere\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("spec.scope", "null", "spec.scope: Required value")]
    [InlineData("spec.names.kind", "null", "spec.names.kind: Required value")]
    [InlineData("spec.names.kind", "\"Cron_Tab\"", "spec.names.kind: Invalid value: \"Cron_Tab\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters")]
    [InlineData("spec.names.listKind", "\"CronTab\"", "spec.names.listKind: Invalid value: \"CronTab\": kind and listKind may not be the same")]
    [InlineData("spec.names.shortNames.0", "\"C\"", "spec.names.shortNames[0]: Invalid value: \"C\": a DNS-1035 label must consist of lower case")]
    [InlineData("spec.versions.0.storage", "false", "must have exactly one version marked as storage version")]
    [InlineData("spec.versions.0.name", "\"V1\"", "spec.versions[0].name: Invalid value: \"V1\": a DNS-1035 label must consist of lower case")]
    [InlineData("spec.versions.0.schema", "null", "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required")]
    [InlineData("spec.preserveUnknownFields", "true", "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")]
    [InlineData("spec.conversion", """{"strategy":"Webhook"}""", "spec.conversion.strategy: Unsupported value: \"Webhook\": supported values: \"None\"")]
    [InlineData("spec.versions.0.additionalPrinterColumns", """[{"name":"A","type":"text","jsonPath":".spec.a"}]""", "spec.versions[0].additionalPrinterColumns[0].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string")]
    [InlineData("spec.versions.0.additionalPrinterColumns", """[{"name":"A","type":"string","jsonPath":"spec.a"}]""", "spec.versions[0].additionalPrinterColumns[0].jsonPath: Invalid value: \"spec.a\": must be a simple json path starting with .")]
    [InlineData("spec.versions.0.additionalPrinterColumns", """[{"name":"A","type":"string"}]""", "spec.versions[0].additionalPrinterColumns[0].JSONPath: Required value")]
    [InlineData("spec.versions.0.subresources", """{"scale":{"specReplicasPath":"spec.x","statusReplicasPath":".status.y"}}""", "spec.versions[0].subresources.scale.specReplicasPath: Invalid value: \"spec.x\": must be a simple json path starting with .")]
    [InlineData("spec.versions.0.subresources", """{"scale":{"specReplicasPath":".status.x","statusReplicasPath":".status.y"}}""", "spec.versions[0].subresources.scale.specReplicasPath: Invalid value: \".status.x\": should be a json path under .spec")]
    [InlineData("spec.versions.0.deprecationWarning", "\"old\"", "spec.versions[0].deprecationWarning: Invalid value: \"old\": can only be set for deprecated versions")]
    public void A_definition_that_is_wrong_is_refused(string path, string value, string why)
    {
        var definition = DefinitionWorld.Definition();
        Put(definition, path, JsonNode.Parse(value));

        var refused = Assert.Throws<StatusException>(() => _world.Create(definition));

        Assert.Equal((422, "Invalid"), (refused.Code, refused.Reason));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"properties":{}}""", ".type: Required value: must not be empty for specified object fields")]
    [InlineData("""{"type":"array"}""", ".items: Required value: must be specified")]
    [InlineData("""{"type":"array","items":{}}""", ".items.type: Required value: must not be empty for specified array items")]
    [InlineData("""{"type":"text"}""", ".type: Unsupported value: \"text\": supported values: \"array\", \"boolean\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"string"}}""", ".additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("""{"type":"object","additionalProperties":false}""", ".additionalProperties: Forbidden: additionalProperties cannot be set to false")]
    [InlineData("""{"type":"array","uniqueItems":true,"items":{"type":"string"}}""", ".uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("""{"type":"object","$ref":"#/x"}""", ".$ref: Forbidden: $ref is not supported")]
    [InlineData("""{"type":"string","pattern":"[a"}""", ".pattern: Invalid value: \"[a\": must be a valid regular expression, but isn't: ")]
    [InlineData("""{"type":"string","default":5}""", ".default: Invalid value: \"integer\": ")]
    [InlineData("""{"type":"object","default":{"b":1},"properties":{"a":{"type":"string"}}}""", ".default: Invalid value: {\"b\":1}: must not have unknown fields: b")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","items":{"type":"object"}}""", ".x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData("""{"x-kubernetes-int-or-string":true,"type":"string"}""", ".type: Forbidden: must be empty if x-kubernetes-int-or-string is true")]
    [InlineData("""{"type":"object","anyOf":[{"type":"object"}]}""", ".anyOf[0].type: Forbidden: must be empty to be structural")]
    [InlineData("""{"type":"object","x-kubernetes-validations":[{"message":"m"}]}""", ".x-kubernetes-validations[0].rule: Required value")]
    public void A_schema_that_is_not_structural_is_refused(string schema, string why)
    {
        var refused = Assert.Throws<StatusException>(() => _world.Create(DefinitionWorld.Definition(schema)));

        Assert.Contains("spec.versions[0].schema.openAPIV3Schema.properties[spec]" + why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_fields_of_a_definition_are_refused()
    {
        var definition = DefinitionWorld.Definition("""{"type":"object","properties":{"a":{"type":"string","patern":"x"}}}""");

        var refused = Assert.Throws<StatusException>(() => _world.Create(definition));

        Assert.Equal(
            "CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: strict decoding error: " +
            "unknown field \"spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.a.patern\"",
            refused.Message);
    }

    [Theory]
    [InlineData(null, "metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation \"api-approved.kubernetes.io\", see ")]
    [InlineData("please", "metadata.annotations[api-approved.kubernetes.io]: Invalid value: \"please\": protected groups must have approval annotation")]
    [InlineData("unapproved, a test", null)]
    [InlineData("https://example.com/1", null)]
    public void Kubernetes_own_groups_need_an_approval(string? approval, string? why)
    {
        var definition = DefinitionWorld.Definition();
        Put(definition, "metadata.name", "crontabs.example.k8s.io");
        Put(definition, "spec.group", "example.k8s.io");
        if (approval is not null)
        {
            definition["metadata"]!["annotations"] = new JsonObject { ["api-approved.kubernetes.io"] = approval };
        }

        if (why is null)
        {
            Assert.NotNull(_world.Create(definition));
        }
        else
        {
            Assert.Contains(why, Assert.Throws<StatusException>(() => _world.Create(definition)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_and_the_first_status_are_filled_in()
    {
        var made = _world.Create(DefinitionWorld.Definition());

        Assert.Equal(("crontab", "CronTabList"), ((string)made["spec"]!["names"]!["singular"]!, (string)made["spec"]!["names"]!["listKind"]!));
        Assert.Equal("None", (string)made["spec"]!["conversion"]!["strategy"]!);
        Assert.Equal("""{"conditions":[],"acceptedNames":{"plural":"","kind":""},"storedVersions":["v1"]}""", made["status"]!.ToJsonString());
        Assert.Equal(1, (int)made["metadata"]!["generation"]!);
    }

    [Theory]
    [InlineData("spec.scope", "\"Cluster\"", "spec.scope: Invalid value: \"Cluster\": field is immutable")]
    [InlineData("spec.names.kind", "\"Tab\"", "spec.names.kind: Invalid value: \"Tab\": field is immutable")]
    public void What_is_established_keeps_scope_and_kind(string path, string value, string why)
    {
        _world.Establish(DefinitionWorld.Definition());

        var refused = Assert.Throws<StatusException>(() => _world.Change(body => Put(body, path, JsonNode.Parse(value))));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_in_which_objects_were_kept_stays_until_the_status_lets_it_go()
    {
        _world.Establish(DefinitionWorld.Definition());
        var second = DefinitionWorld.Definition()["spec"]!["versions"]![0]!.DeepClone();
        second["name"] = "v2";
        _world.Change(body =>
        {
            body["spec"]!["versions"]![0]!["storage"] = false;
            body["spec"]!["versions"]!.AsArray().Add(second);
        });
        Assert.Equal("""["v1","v2"]""", _world.Stored()["status"]!["storedVersions"]!.ToJsonString());

        var refused = Assert.Throws<StatusException>(() => _world.Change(body => body["spec"]!["versions"]!.AsArray().RemoveAt(0)));

        Assert.EndsWith("status.storedVersions[0]: Invalid value: \"v1\": must appear in spec.versions", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_writes_rules_is_told_of_those_that_are_not_evaluated()
    {
        var options = new WriteOptions { FieldValidation = FieldValidation.Strict };
        var definition = DefinitionWorld.Definition("""{"type":"object","x-kubernetes-validations":[{"rule":"has(self.spec)"},{"rule":"quantity(self.a) > quantity('1')"},{"rule":"true","optionalOldSelf":true}]}""");

        var made = _world.Registry.Objects.Create(KindTable.CustomResourceDefinition, "", definition, options).ToJson();

        const string place = "spec.versions[name=v1].schema.openAPIV3Schema: this cluster keeps the rule";
        Assert.Equal([$"{place} \"quantity(self.a) > quantity('1')\" and does not evaluate it: it has no quantity", $"{place} \"true\" and does not evaluate it: it has no optionalOldSelf"], options.Warnings);
        Assert.Contains("\"rule\":\"quantity", made.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_no_expression_is_refused()
    {
        var definition = DefinitionWorld.Definition("""{"type":"object","x-kubernetes-validations":[{"rule":"1 +"}]}""");

        var refused = Assert.Throws<StatusException>(() => _world.Create(definition));

        Assert.Contains("x-kubernetes-validations[0].rule: Invalid value: \"1 +\": compilation failed: ERROR: <input>: Line 1:3", refused.Message, StringComparison.Ordinal);
    }

    private static void Put(JsonObject body, string path, JsonNode? value)
    {
        var parts = path.Split('.');
        JsonNode at = body;
        foreach (var part in parts[..^1])
        {
            at = int.TryParse(part, out var index) ? at[index]! : at[part]!;
        }

        if (at is JsonArray list)
        {
            list[int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else if (value is null)
        {
            at.AsObject().Remove(parts[^1]);
        }
        else
        {
            at[parts[^1]] = value;
        }
    }
}
