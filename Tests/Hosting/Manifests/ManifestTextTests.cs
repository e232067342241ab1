using Workshop.Hosting.Manifests;

namespace Workshop.Hosting.Tests.Manifests;

public sealed class ManifestTextTests
{
    [Fact]
    public void Documents_are_numbered_and_those_that_hold_only_comments_are_no_objects()
    {
        var documents = Read("""
            # first
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: a }
            ---
            # nothing
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: b }
            """);

        Assert.Equal(["all.yaml, document 1 (ConfigMap 'a')", "all.yaml, document 3 (Secret 'b')"], documents.Select(document => document.ToString()));
    }

    [Fact]
    public void A_quoted_number_stays_a_text_and_an_unquoted_yes_is_true()
    {
        var data = Assert.Single(Read("""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: a }
            data: { quoted: "8080", number: 8080, flag: yes, "yes": "no" }
            """)).Body["data"]!;

        Assert.Equal("""{"quoted":"8080","number":8080,"flag":true,"yes":"no"}""", data.ToJsonString());
    }

    [Fact]
    public void A_list_is_its_items() => Assert.Equal(
        ["all.yaml, document 1, item 1 (ConfigMap 'a')", "all.yaml, document 1, item 2 (ConfigMap 'b')"],
        Read("""
            apiVersion: v1
            kind: List
            items:
            - { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
            - { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
            """).Select(document => document.ToString()));

    [Fact]
    public void JSON_is_YAML() => Assert.Equal("ConfigMap", Assert.Single(Read("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""")).Kind);

    [Theory]
    [InlineData("kind: Pod\n  name: [", "Manifest 'widgets': all.yaml is no YAML: line 2, column ")]
    [InlineData("a: &a [*a]", "Manifest 'widgets': all.yaml is no YAML: line 1, column 4: exceeded max depth.")]
    [InlineData("just a word", "Manifest 'widgets': all.yaml, document 1 is a value, not an object. It begins with apiVersion and kind.")]
    [InlineData("- a\n- b", "Manifest 'widgets': all.yaml, document 1 is a list, not an object. It begins with apiVersion and kind.")]
    [InlineData("kind: Pod", "Manifest 'widgets': all.yaml, document 1 has no apiVersion.")]
    [InlineData("apiVersion: v1\nkind: 7", "Manifest 'widgets': all.yaml, document 1 has no kind.")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {}", "Manifest 'widgets': all.yaml, document 1 (Pod) has no metadata.name.")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n---\na: 1\na: 2", "Manifest 'widgets': all.yaml is no YAML: line 6, column ")]
    public void What_is_no_object_is_refused_in_one_line_that_says_where(string text, string line)
    {
        var refusal = Assert.Throws<ManifestException>(() => Read(text));

        Assert.StartsWith(line, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static IReadOnlyList<ManifestDocument> Read(string text) => ManifestText.Read("widgets", "all.yaml", text);
}
