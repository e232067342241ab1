using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Selectors;

namespace Workshop.Cluster.Tests.Registry;

public sealed class SelectorTests : IDisposable
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "web", ["tier"] = "front", ["empty"] = "", ["n"] = "5" };

    private readonly TestRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier!=back", true)]
    [InlineData("app=db", false)]
    [InlineData("tier in (back, front)", true)]
    [InlineData("tier notin (back,front)", false)]
    [InlineData("nosuch notin (x)", true)]
    [InlineData("nosuch!=x", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!nosuch , app = web", true)]
    [InlineData("empty=", true)]
    [InlineData("empty=,app=web", true)]
    [InlineData("n>4", true)]
    [InlineData("n<5", false)]
    [InlineData("example.com/x!=1", true)]
    public void A_label_selector_chooses(string selector, bool chosen) => Assert.Equal(chosen, LabelSelector.Parse(selector).Matches(Labels));

    [Theory]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("=x", "unable to parse requirement: found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("a in x", "unable to parse requirement: found 'x' expected: '('")]
    [InlineData("a in (x", "unable to parse requirement: found '', expected: ',' or ')'")]
    public void What_is_no_label_selector_is_a_bad_request(string selector, string message)
    {
        var refused = Assert.Throws<StatusException>(() => LabelSelector.Parse(selector));

        Assert.Equal((400, message), (refused.Code, refused.Message));
    }

    [Fact]
    public void An_object_s_selector_chooses_all_when_empty_and_none_when_missing()
    {
        var selector = LabelSelector.From(new V1LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
            MatchExpressions = [new V1LabelSelectorRequirement { Key = "tier", OperatorProperty = "In", Values = ["back", "front"] }],
        })!;

        Assert.True(selector.Matches(Labels));
        Assert.Equal("app=web,tier in (back,front)", selector.ToString());
        Assert.True(LabelSelector.From(new V1LabelSelector())!.IsEverything);
        Assert.Null(LabelSelector.From(null));
    }

    [Theory]
    [InlineData("metadata.name=p", true)]
    [InlineData("metadata.name!=p", false)]
    [InlineData("metadata.namespace==default,spec.nodeName=", true)]
    [InlineData("status.phase!=Running,status.phase!=Failed", true)]
    [InlineData("status.phase=Pending", true)]
    [InlineData("spec.nodeName=node-1", false)]
    [InlineData("spec.serviceAccountName=default", true)]
    public void A_field_selector_chooses_pods(string selector, bool chosen)
    {
        _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a"}]}}""");

        Assert.Equal(chosen, FieldSelector.Parse(selector, KindTable.Pod).Matches(_registry.Objects.Get(KindTable.Pod, TestRegistry.Key("p"))));
    }

    [Fact]
    public void Events_are_chosen_by_what_they_are_about()
    {
        _registry.Create(KindTable.Event, """{"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","name":"p","uid":"1","apiVersion":"v1"},"reason":"Pulled","type":"Normal","source":{"component":"kubelet"}}""");
        var item = _registry.Objects.Get(KindTable.Event, TestRegistry.Key("e"));

        Assert.True(FieldSelector.Parse("involvedObject.kind=Pod,involvedObject.apiVersion=v1,involvedObject.name=p,reason=Pulled,type!=Warning,source=kubelet", KindTable.Event).Matches(item));
        Assert.False(FieldSelector.Parse("involvedObject.uid=2", KindTable.Event).Matches(item));
    }

    [Fact]
    public void A_field_that_cannot_be_chosen_by_is_named()
    {
        Assert.Equal(
            "\"data.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
            Assert.Throws<StatusException>(() => FieldSelector.Parse("data.x=1", KindTable.ConfigMap)).Message);
        Assert.Equal("field label not supported: spec.nosuch", Assert.Throws<StatusException>(() => FieldSelector.Parse("spec.nosuch=1", KindTable.Pod)).Message);
        Assert.Equal("invalid selector: 'metadata.name'; can't understand 'metadata.name'", Assert.Throws<StatusException>(() => FieldSelector.Parse("metadata.name", KindTable.Pod)).Message);
    }
}
