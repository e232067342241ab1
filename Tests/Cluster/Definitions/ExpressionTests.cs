using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Custom.Expressions;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>The CEL rules of a definition (<c>x-kubernetes-validations</c>): what they see, when they are asked, and what is said of what breaks them.</summary>
public sealed class ExpressionTests : IDisposable
{
    private const string Spec =
        """
        {"type":"object","properties":{"min":{"type":"integer"},"max":{"type":"integer"},"real":{"type":"number"},"name":{"type":"string"},"namespace":{"type":"string"},
         "my-field":{"type":"string"},"when":{"type":"string","format":"date-time"},"list":{"type":"array","items":{"type":"integer"}},
         "labels":{"type":"object","additionalProperties":{"type":"string"}},
         "parts":{"type":"array","items":{"type":"object","properties":{"key":{"type":"string"}}}}},"x-kubernetes-validations":[RULE]}
        """;

    private readonly DefinitionWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("self.min <= self.max", """{"min":1,"max":2}""", """{"min":3,"max":2}""")]
    [InlineData("!has(self.name) || self.name != 'evil'", "{}", """{"name":"evil"}""")]
    [InlineData("self.name.matches('^[a-z]+$')", """{"name":"abc"}""", """{"name":"Abc"}""")]
    [InlineData("self.name.startsWith('a') && self.name.endsWith('c') && self.name.contains('b')", """{"name":"abc"}""", """{"name":"ac"}""")]
    [InlineData("size(self.list) <= 2", """{"list":[1,2]}""", """{"list":[1,2,3]}""")]
    [InlineData("self.list.size() + 1 <= 3", """{"list":[1,2]}""", """{"list":[1,2,3]}""")]
    [InlineData("self.list.all(x, x > 0)", """{"list":[1,2]}""", """{"list":[1,0]}""")]
    [InlineData("self.list.exists_one(x, x == 1)", """{"list":[1,2]}""", """{"list":[1,1]}""")]
    [InlineData("self.list.sum() < 10 && self.list.max() < 8 && self.list.min() > 0", """{"list":[1,7]}""", """{"list":[9]}""")]
    [InlineData("self.list.isSorted() && self.list.indexOf(3) == 1", """{"list":[1,3]}""", """{"list":[3,1]}""")]
    [InlineData("self.parts.all(p, self.parts.exists_one(q, q.key == p.key))", """{"parts":[{"key":"a"},{"key":"b"}]}""", """{"parts":[{"key":"a"},{"key":"a"}]}""")]
    [InlineData("self.parts.map(p, p.key).join('-') == 'a-b'", """{"parts":[{"key":"a"},{"key":"b"}]}""", """{"parts":[{"key":"b"},{"key":"a"}]}""")]
    [InlineData("self.list.map(x, x > 1, x * 2) == [4, 6]", """{"list":[1,2,3]}""", """{"list":[1,2]}""")]
    [InlineData("self.labels.all(k, self.labels[k] == 'x')", """{"labels":{"a-b":"x"}}""", """{"labels":{"a-b":"y"}}""")]
    [InlineData("'must' in self.labels", """{"labels":{"must":"x"}}""", """{"labels":{"may":"x"}}""")]
    [InlineData("self.real > 1.5", """{"real":2}""", """{"real":1}""")]
    [InlineData("self.__namespace__ == 'a' && self.my__dash__field == 'b'", """{"namespace":"a","my-field":"b"}""", """{"namespace":"b","my-field":"b"}""")]
    [InlineData("self.name.lowerAscii() == 'abc' && self.name.split('b').size() == 2 && self.name.replace('b', '').size() == 2", """{"name":"AbC"}""", """{"name":"AbD"}""")]
    [InlineData("self.name.substring(1, 2) == 'b' && self.name.charAt(0) == 'a' && self.name.find('[b-z]+') == 'bc' && self.name.trim() == 'abc'", """{"name":"abc"}""", """{"name":"axc"}""")]
    [InlineData("isURL(self.name)", """{"name":"https://a.example/x"}""", """{"name":"nothing"}""")]
    [InlineData("isIP(self.name)", """{"name":"10.0.0.1"}""", """{"name":"10.1"}""")]
    [InlineData("self.when < timestamp('2026-01-01T00:00:00Z')", """{"when":"2025-01-01T00:00:00Z"}""", """{"when":"2026-06-01T00:00:00Z"}""")]
    public void A_rule_lets_in_what_it_is_true_of(string rule, string right, string wrong)
    {
        _world.Establish(With($$"""{"rule":{{JsonValue.Create(rule).ToJsonString()}},"message":"no"}"""));

        _world.CreateTab(right);
        var refused = Assert.Throws<StatusException>(() => _world.CreateTab(wrong, "b"));

        Assert.Equal((422, "CronTab.stable.example.com \"b\" is invalid: spec: Invalid value: \"object\": no"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("""{"rule":" self.min > 5 "}""", "spec: Invalid value: \"object\": failed rule: self.min > 5")]
    [InlineData("""{"rule":"self.min > 5","messageExpression":"'is ' + string(self.min)","message":"plain"}""", "spec: Invalid value: \"object\": is 1")]
    [InlineData("""{"rule":"self.min > 5","messageExpression":"self.nosuch","message":"plain"}""", "spec: Invalid value: \"object\": plain")]
    [InlineData("""{"rule":"self.min > 5","message":"no","fieldPath":".min"}""", "spec.min: Invalid value: \"object\": no")]
    [InlineData("""{"rule":"self.min > 5","message":"no","reason":"FieldValueForbidden"}""", "spec: Forbidden: no")]
    [InlineData("""{"rule":"self.min > 5","message":"no","reason":"FieldValueRequired"}""", "spec: Required value: no")]
    [InlineData("""{"rule":"self.min > 5","message":"no","reason":"FieldValueDuplicate"}""", "spec: Duplicate value: \"object\"")]
    [InlineData("""{"rule":"self.min / 0 > 5","message":"no"}""", "spec: Invalid value: \"object\": Cannot divide value by zero evaluating rule: no")]
    [InlineData("""{"rule":"self.min / 0 > 5"}""", "spec: Invalid value: \"object\": Cannot divide value by zero evaluating rule: self.min / 0 > 5")]
    [InlineData("""{"rule":"self.min","message":"no"}""", "spec: Invalid value: \"object\": rule evaluated to Int64 and not to a boolean: no")]
    public void What_breaks_a_rule_is_told_as_the_rule_says(string rule, string words)
    {
        _world.Establish(With(rule));

        Assert.Equal($"CronTab.stable.example.com \"a\" is invalid: {words}", Assert.Throws<StatusException>(() => _world.CreateTab("""{"min":1}""")).Message);
    }

    [Fact]
    public void A_rule_about_a_change_holds_for_changes_only()
    {
        _world.Establish(With("""{"rule":"self.min >= oldSelf.min","message":"never less"}"""));
        _world.CreateTab("""{"min":3}""");

        _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"min":4}}""");
        var refused = Assert.Throws<StatusException>(() => _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"min":2}}"""));

        Assert.EndsWith("spec: Invalid value: \"object\": never less", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_stand_at_every_place_of_a_schema()
    {
        _world.Establish(DefinitionWorld.Definition(
            """
            {"type":"object","properties":{
              "list":{"type":"array","items":{"type":"integer","x-kubernetes-validations":[{"rule":"self < 5","message":"too much"}]}},
              "map":{"type":"object","additionalProperties":{"type":"string","x-kubernetes-validations":[{"rule":"self != 'x'","message":"not x"}]}}}}
            """));

        var refused = Assert.Throws<StatusException>(() => _world.CreateTab("""{"list":[1,7],"map":{"k":"x"}}"""));

        Assert.EndsWith("[spec.list[1]: Invalid value: \"integer\": too much, spec.map[k]: Invalid value: \"string\": not x]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_not_asked_of_what_has_not_even_the_right_form()
    {
        _world.Establish(With("""{"rule":"self.min > 5","message":"no"}"""));

        var refused = Assert.Throws<StatusException>(() => _world.CreateTab("""{"min":"x"}"""));

        Assert.Equal(
            "CronTab.stable.example.com \"a\" is invalid: [spec.min: Invalid value: \"string\": spec.min in body must be of type integer: \"string\", "
            + "<nil>: Invalid value: \"null\": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]",
            refused.Message);
    }

    [Fact]
    public void A_change_elsewhere_does_not_ask_again_of_what_stays()
    {
        _world.Establish(With("""{"rule":"true"}"""));
        _world.CreateTab("""{"min":1}""");
        _world.Change(body => body["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["x-kubernetes-validations"]![0]!["rule"] = "self.min > 5");
        _world.Pass();

        _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"metadata":{"labels":{"x":"y"}}}""");

        Assert.Throws<StatusException>(() => _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"min":2}}"""));
    }

    [Theory]
    [InlineData("self.list.all(x, self.list.all(y, LONG))")]
    [InlineData("!self.list.exists(x, self.list.exists(y, !(LONG)))")]
    [InlineData("self.list.filter(x, !self.list.exists_one(y, LONG)).size() > 0")]
    [InlineData("self.list.map(x, self.list.map(y, LONG)).size() > 0")]
    public void A_rule_that_takes_too_many_steps_is_given_up(string shape)
    {
        // Counted whole and evaluated in part: many steps in little time.
        var rule = shape.Replace("LONG", $"x == x || {string.Join(" + ", Enumerable.Repeat("y", 100))} < 0", StringComparison.Ordinal);
        _world.Establish(With($$"""{"rule":"{{rule}}"},{"rule":"self.min > 5"}"""));

        _world.CreateTab($$"""{"min":6,"list":[{{string.Join(',', Enumerable.Range(0, 20))}}]}""", "b");
        var refused = Assert.Throws<StatusException>(() => _world.CreateTab($$"""{"min":1,"list":[{{string.Join(',', Enumerable.Range(0, 100))}}]}"""));

        Assert.Equal(
            $"CronTab.stable.example.com \"a\" is invalid: spec: Invalid value: \"object\": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: {rule}",
            refused.Message);
    }

    [Fact]
    public void Rules_of_one_object_share_a_budget()
    {
        var budget = new CelBudget();
        for (var rule = 0; rule < 10; rule++)
        {
            budget.BeginRule();
            Assert.True(budget.Spend(1_000_000));
        }

        budget.BeginRule();
        Assert.False(budget.Spend(1));
        Assert.Equal((true, false), (budget.IsSpent, budget.IsRuleSpent));
    }

    private static JsonObject With(string rule) => DefinitionWorld.Definition(Spec.Replace("RULE", rule, StringComparison.Ordinal));
}
