using System.Text.Json.Nodes;
using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

public sealed class RevisionsTests
{
    [Fact]
    public void Undo_goes_to_the_revision_before_the_latest_whatever_the_order()
    {
        var before = Revisions.Before([Set(9, "one"), Set(11, "three"), Set(10, "two")], isDeployment: true);

        Assert.Equal("two", before!["spec"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void The_template_is_without_the_hash_that_its_ReplicaSet_added() =>
        Assert.Null(Revisions.Before([Set(1, "one"), Set(2, "two")], isDeployment: true)!["metadata"]!["labels"]!["pod-template-hash"]);

    [Fact]
    public void A_first_revision_has_none_before_it() => Assert.Null(Revisions.Before([Set(1, "one")], isDeployment: true));

    [Fact]
    public void A_StatefulSets_template_is_in_its_ControllerRevision_and_without_the_patchs_mark()
    {
        var before = Revisions.Before([AsRead(Stored(2, "two")), AsRead(Stored(1, "one"))], isDeployment: false)!;

        Assert.Equal(("one", false), (before["spec"]!["name"]!.GetValue<string>(), before.ContainsKey("$patch")));
    }

    private static JsonObject AsRead(JsonObject item) => JsonNode.Parse(item.ToJsonString())!.AsObject();

    private static JsonObject Set(int revision, string name) => new()
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = $"{revision}" } },
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "web", ["pod-template-hash"] = "abc" } },
                ["spec"] = new JsonObject { ["name"] = name },
            },
        },
    };

    private static JsonObject Stored(int revision, string name) => new()
    {
        ["revision"] = revision,
        ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = new JsonObject { ["$patch"] = "replace", ["spec"] = new JsonObject { ["name"] = name } } } },
    };
}
