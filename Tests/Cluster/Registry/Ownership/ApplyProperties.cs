using System.Text.Json.Nodes;
using CsCheck;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Fields;
using Workshop.Cluster.Registry.Ownership;

namespace Workshop.Cluster.Tests.Registry.Ownership;

/// <summary>What must hold of every order of applies and writes by several people.</summary>
public sealed class ApplyProperties
{
    private static readonly string[] People = ["ann", "bob", "cid"];
    private static readonly string[] Keys = ["a", "b", "c"];
    private static readonly string[] Names = ["x", "y", "z"];

    // Each key is absent, "1" or "2"; at least one of the containers is there.
    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 26], Gen.Int[1, 7]).Select((who, applies, data, containers) => new Step(
        People[who],
        applies,
        Body(
            Keys.Select((key, i) => (key, Value: data / (int)Math.Pow(3, i) % 3)).Where(pair => pair.Value > 0).ToDictionary(pair => pair.key, pair => pair.Value == 1 ? "1" : "2"),
            [.. Names.Where((_, i) => (containers & (1 << i)) != 0)])));

    [Fact]
    public void Applying_twice_changes_nothing() => Steps.List[1, 8].Sample(steps =>
    {
        var state = Start();
        foreach (var step in steps)
        {
            state = Run(state, step);
            if (step.Applies)
            {
                Assert.Equal(Text(state), Text(Run(state, step)));
            }
        }
    });

    [Fact]
    public void Whoever_applied_last_owns_what_they_applied() => Steps.List[1, 8].Sample(steps =>
    {
        var state = Start();
        foreach (var step in steps)
        {
            state = Run(state, step);
            if (step.Applies)
            {
                var own = state.Owners.Single(entry => entry.Owner.Manager == step.Who && entry.Owner.Applies).Fields;
                Assert.True(FieldWalk.Of(Type, step.Body).Difference(Identity).IsSame(own), $"{own.ToJson()} for {step.Body}");
            }
        }
    });

    [Fact]
    public void Every_field_that_somebody_owns_is_there_and_every_field_has_an_owner() => Steps.List[1, 8].Sample(steps =>
    {
        var state = steps.Aggregate(Start(), Run);
        var present = FieldWalk.Of(Type, state.Body).WithNamedFields(Type);
        var owned = state.Owners.Select(entry => entry.Fields).Aggregate(new FieldSet(), (left, right) => left.Union(right));

        // As with Kubernetes, a map can stay somebody's when its last key is gone, and what is empty is not kept.
        var gone = owned.Difference(present).Difference(FieldSet.Of(["f:metadata", "f:labels"]));
        Assert.True(gone.IsEmpty, $"owned but gone: {gone.ToJson()}");
        Assert.True(Values(FieldWalk.Of(Type, state.Body)).Difference(owned).Difference(Identity).IsEmpty, $"without owner: {Values(FieldWalk.Of(Type, state.Body)).Difference(owned).ToJson()}");
    });

    [Fact]
    public void Nobody_loses_the_objects_identity_by_what_they_apply_no_longer() => Steps.List[1, 8].Sample(steps =>
        Assert.Equal("p", (string?)steps.Aggregate(Start(), Run).Body["metadata"]?["name"]));

    // None of the samples, for it is theirs and yet not there.
    [Fact]
    public void Whoever_applies_an_empty_map_owns_it_though_nothing_is_stored()
    {
        var body = Body([], ["x"]);
        body["metadata"]!["labels"] = new JsonObject();

        var state = Run(Start(), new Step("ann", Applies: true, body));

        Assert.False(state.Body["metadata"]!.AsObject().ContainsKey("labels"));
        Assert.True(Assert.Single(state.Owners).Fields.Below("f:metadata")!.Below("f:labels") is { IsMember: true });
    }

    private static FieldType Type => FieldType.Of(KindTable.Pod);

    private static FieldSet Identity => FieldSet.Of(["f:apiVersion"], ["f:kind"], ["f:metadata"], ["f:metadata", "f:name"], ["f:spec"]);

    private static JsonObject Body(Dictionary<string, string> labels, HashSet<string> containers) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = labels.Count == 0
            ? new JsonObject { ["name"] = "p" }
            : new JsonObject { ["name"] = "p", ["labels"] = new JsonObject(labels.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))) },
        ["spec"] = new JsonObject { ["containers"] = new JsonArray([.. containers.Select(name => (JsonNode)new JsonObject { ["name"] = name, ["image"] = name })]) },
    };

    private static State Start() => new(Stored(new JsonObject { ["metadata"] = new JsonObject { ["name"] = "p" } }), []);

    private static State Run(State state, Step step)
    {
        var owner = new FieldOwner(step.Who, step.Applies, "v1", "");
        if (!step.Applies)
        {
            var written = Stored(step.Body);
            return new State(written, OwnershipPlan.Update(Type, state.Body, written, state.Owners, owner, "2026-01-01T00:00:00Z"));
        }

        var (body, owners) = OwnershipPlan.Apply(Type, state.Body, step.Body, Start().Body, state.Owners, owner, new FieldSet(), "2026-01-01T00:00:00Z", force: true);
        return new State(Stored(body), owners);
    }

    // What is empty is not stored.
    private static JsonObject Stored(JsonObject body) => BodyDecoder.Decode(KindTable.Pod, body, WriteOptions.Loop);

    // Places that are there because something is below them need no owner.
    private static FieldSet Values(FieldSet set) => FieldSet.Of(set.Paths().Where(path => path[^1][0] == 'f' && path.Count > 2).Select(path => path.ToArray()).Where(path => path[^1] is "f:name" or "f:image" or "f:a" or "f:b" or "f:c"));

    private static string Text(State state) => $"{state.Body.ToJsonString()} {string.Join(' ', state.Owners.OrderBy(entry => entry.Owner.ToString(), StringComparer.Ordinal).Select(entry => $"{entry.Owner} {entry.Fields.ToJson().ToJsonString()}"))}";

    private sealed record Step(string Who, bool Applies, JsonObject Body);

    private sealed record State(JsonObject Body, IReadOnlyList<OwnedFields> Owners);
}
