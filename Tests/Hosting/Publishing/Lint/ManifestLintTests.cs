using System.Text.Json.Nodes;

namespace Workshop.Hosting.Tests.Publishing.Lint;

public class ManifestLintTests
{
    [Fact]
    public void The_published_manifest_is_read_alike_by_aspirate_and_azd() => Assert.Empty(ManifestLint.Check(Published(), PublishedFiles.Folder));

    // Each breaks the published manifest in one place: what stands at the path is replaced (or, by null, taken away).
    [Theory]
    [InlineData("auth/type", "\"project.v1\"", "'auth': type 'project.v1' is not read by both")]
    [InlineData("auth/type", "\"executable.v0\"", "'auth': type 'executable.v0' is not read by both")]
    [InlineData("hello/bindings/http/targetPort", null, "'hello': binding 'http' has no targetPort")]
    [InlineData("gateway/bindings/http/port", "8080", "'gateway': binding 'http' states a port")]
    [InlineData("redis/bindings/tcp/external", "true", "'redis': binding 'tcp' is reached from outside and is not HTTP")]
    [InlineData("hello/bindings/http/external", "true", "'hello', 'gateway': more than one resource is reached from outside.")]
    [InlineData("gateway/bindings/https/external", null, "'gateway': binding 'https' inside the cluster")]
    [InlineData("redis/args/1", "\"--port {redis.bindings.tcp.port}\"", "'redis': '{redis.bindings.tcp.port}' stands in an argument")]
    [InlineData("hello/env/Workshop__Http", "\"\"", "'hello': variable 'Workshop__Http' is empty")]
    [InlineData("hello/env/Workshop__Http", "\"{nobody.value}\"", "'hello': Workshop__Http names '{nobody.value}': there is no such resource")]
    [InlineData("hello/env/Workshop__Http", "\"{auth.bindings.grpc.url}\"", "'hello': Workshop__Http names '{auth.bindings.grpc.url}': there is no such binding")]
    [InlineData("hello/env/Workshop__Http", "\"{auth.bindings.http.scheme}\"", "'hello': Workshop__Http names '{auth.bindings.http.scheme}': 'scheme' is not read by both")]
    [InlineData("hello/env/Workshop__Http", "\"{auth.bindings.health.url}\"", "'hello': Workshop__Http names '{auth.bindings.health.url}': aspirate gives addresses to bindings named 'http' only.")]
    [InlineData("hello/env/Workshop__Http", "\"{auth.containerImage}\"", "'hello': Workshop__Http names '{auth.containerImage}': no reader knows this.")]
    [InlineData("hello/env/Workshop__Http", "\"a}b\"", "'hello': Workshop__Http has a brace without its twin")]
    [InlineData("redis/connectionString", "\"{redis.value}\"", "'redis': connectionString names '{redis.value}'")]
    [InlineData("signing-key/inputs/value/default", "{\"value\": \"x\"}", "'signing-key': aspirate takes a default value for the wish")]
    [InlineData("signing-key/inputs/value/default/generate/minLength", "8", "'signing-key': a secret without 'generate.minLength'")]
    [InlineData("auth/path", "\"/src/Auth.csproj\"", "'auth': path '/src/Auth.csproj' is no project")]
    [InlineData("auth/path", "\"..\\\\Services\\\\Auth\\\\Auth.csproj\"", "'auth': path '..\\Services\\Auth\\Auth.csproj' is no project")]
    [InlineData("my_service", "{\"type\": \"parameter.v0\", \"inputs\": {\"value\": {\"type\": \"string\"}}}", "'my_service': a name has small letters")]
    public void What_one_of_them_would_refuse_or_misread_is_found(string path, string? value, string finding) =>
        Assert.Contains(ManifestLint.Check(Broken(path, value), PublishedFiles.Folder), found => found.StartsWith(finding, StringComparison.Ordinal));

    internal static JsonObject Published() => JsonNode.Parse(File.ReadAllText(Path.Combine(PublishedFiles.Folder, "manifest.json")))!.AsObject();

    private static JsonObject Broken(string path, string? value)
    {
        var manifest = Published();
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate(manifest["resources"]!, (node, step) => node[step]!);
        var broken = value is null ? null : JsonNode.Parse(value);
        Replace(parent, steps[^1], broken);
        return manifest;
    }

    private static void Replace(JsonNode parent, string step, JsonNode? value)
    {
        Action replace = (parent, value) switch
        {
            (JsonArray list, _) => () => list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] = value,
            (JsonObject map, null) => () => map.Remove(step),
            _ => () => parent[step] = value,
        };
        replace();
    }
}
