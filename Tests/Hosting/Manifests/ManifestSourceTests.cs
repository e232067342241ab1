using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Manifests;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Manifests;

public sealed class ManifestSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IResourceBuilder<EmbeddedClusterResource> _cluster = new TestModel().Builder.AddEmbeddedCluster("kubernetes");

    [Fact]
    public async Task A_folders_files_are_read_in_the_order_of_their_names_and_others_are_not()
    {
        _folder.Write("2-b.yml", ConfigMap("b"));
        _folder.Write("1-a.yaml", ConfigMap("a"));
        _folder.Write("README.md", "no object");
        _folder.Write("deeper/c.yaml", ConfigMap("c"));

        Assert.Equal(["a", "b"], await NamesOf(_folder.Path));
    }

    [SkippableFact]
    public async Task A_kustomization_is_built_by_kubectl()
    {
        RequiredTool.Named("kubectl");
        _folder.Write("kustomization.yaml", "namePrefix: my-\nresources: [a.yaml]\n");
        _folder.Write("a.yaml", ConfigMap("a"));

        Assert.Equal(["my-a"], await NamesOf(_folder.Path));
        Assert.Equal(["my-a"], await NamesOf(_folder.PathOf("kustomization.yaml")));
    }

    [SkippableFact]
    public async Task A_kustomization_that_cannot_be_built_says_why_in_one_line()
    {
        RequiredTool.Named("kubectl");
        _folder.Write("kustomization.yaml", "resources: [missing.yaml]\n");

        var refusal = await Assert.ThrowsAsync<ManifestException>(() => NamesOf(_folder.Path));

        Assert.StartsWith($"Manifest 'widgets': kustomization '{_folder.Path}' cannot be built: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("missing.yaml", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_named_before_anything_starts()
    {
        var path = _folder.PathOf("missing.yaml");
        _cluster.AddManifest("widgets", path);
        _cluster.AddManifestFromContent("gadgets", "no object");

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => ClusterGuests.CheckAsync(_cluster.ApplicationBuilder.Resources, CancellationToken.None));

        Assert.Equal(
            [$"Manifest 'widgets': '{path}' does not exist. A relative path begins in the AppHost's folder.", "Manifest 'gadgets': document 1 is a value, not an object. It begins with apiVersion and kind."],
            refusal.Message.Split(Environment.NewLine));
    }

    [Fact]
    public async Task Without_an_object_there_is_nothing_to_apply()
    {
        var path = _folder.Write("empty.yaml", "# nothing\n");

        var refusal = await Assert.ThrowsAsync<ManifestException>(() => NamesOf(path));

        Assert.Equal($"Manifest 'widgets': there is no object in '{path}'.", refusal.Message);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IEnumerable<string>> NamesOf(string path)
    {
        var manifest = new ManifestResource("widgets", _cluster.Resource, path, content: null);
        return (await ManifestSource.ReadAsync(manifest, CancellationToken.None)).Select(document => document.Name);
    }

    private static string ConfigMap(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: {name} }}\n";
}
