using Workshop.Cluster.Loops.Deployments;
using static Workshop.Cluster.Tests.Loops.Sets;

namespace Workshop.Cluster.Tests.Loops;

public sealed class PodTemplatesTests
{
    [Fact]
    public void The_hash_is_short_and_made_of_letters_that_cannot_be_mistaken()
    {
        Assert.Matches("^[bcdfghjklmnpqrstvwxz2456789]{5,10}$", PodTemplates.Hash(Template("hello:1"), null));
    }

    [Fact]
    public void Another_image_and_another_collision_count_give_another_hash()
    {
        var hashes = new[] { PodTemplates.Hash(Template("hello:1"), null), PodTemplates.Hash(Template("hello:2"), null), PodTemplates.Hash(Template("hello:1"), 1) };

        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact]
    public void The_label_that_a_ReplicaSet_adds_makes_no_difference()
    {
        var labelled = Template("hello:1");
        labelled.Metadata.Labels[PodTemplates.HashLabel] = "abc";

        Assert.True(PodTemplates.AreEqual(Template("hello:1"), labelled));
    }

    [Fact]
    public void The_order_of_labels_makes_no_difference()
    {
        var one = Template("hello:1");
        one.Metadata.Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };
        var other = Template("hello:1");
        other.Metadata.Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };

        Assert.True(PodTemplates.AreEqual(one, other));
        Assert.Equal(PodTemplates.Hash(one, null), PodTemplates.Hash(other, null));
    }
}
