using Workshop.Cluster.Images;

namespace Workshop.Cluster.Tests.Images;

public sealed class ImageTests
{
    private static readonly ImageCatalogue Catalogue = new(
    [
        new CatalogueImage("workshop/hello", ["1.0.0", "2.0.0"], ["/app/hello"], Environment: new Dictionary<string, string> { ["Workshop__Version"] = "{tag}" }, BindArgs: ["--bind", "{podIP}"]),
        new CatalogueImage("busybox", ["*"], []),
    ]);

    [Theory]
    [InlineData("busybox", "docker.io", "busybox", "latest")]
    [InlineData("busybox:1.36", "docker.io", "busybox", "1.36")]
    [InlineData("docker.io/library/busybox:1", "docker.io", "busybox", "1")]
    [InlineData("workshop/hello:1.0.0", "docker.io", "workshop/hello", "1.0.0")]
    [InlineData("localhost:5000/a/b:c", "localhost:5000", "a/b", "c")]
    [InlineData("gcr.io/x/y", "gcr.io", "x/y", "latest")]
    public void A_reference_gets_Dockers_defaults(string text, string domain, string path, string tag)
    {
        Assert.Equal(new ImageReference(domain, path, tag, null), ImageReference.TryParse(text, out _));
    }

    [Theory]
    [InlineData("busybox", "docker.io/library/busybox:latest")]
    [InlineData("workshop/hello:1.0.0", "docker.io/workshop/hello:1.0.0")]
    [InlineData("localhost:5000/a/b:c", "localhost:5000/a/b:c")]
    public void A_runtime_names_an_image_in_full(string text, string full) => Assert.Equal(full, ImageReference.TryParse(text, out _)!.FullName);

    [Theory]
    [InlineData("Not_A_Name::", "invalid reference format: repository name (library/Not_A_Name) must be lowercase")]
    [InlineData("a::b", "invalid reference format")]
    [InlineData("", "invalid reference format")]
    [InlineData("-a", "invalid reference format")]
    public void A_malformed_reference_is_refused_in_Dockers_words(string text, string expected)
    {
        Assert.Null(ImageReference.TryParse(text, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("workshop/hello:1.0.0", true)]
    [InlineData("workshop/hello", false)]
    [InlineData("workshop/hello:9.9.9", false)]
    [InlineData("gcr.io/workshop/hello:1.0.0", false)]
    [InlineData("busybox:whatever", true)]
    [InlineData("nosuch/image:1", false)]
    public void Only_what_the_catalogue_lists_is_found(string text, bool isFound)
    {
        Assert.Equal(isFound, ImageLookup.Find(Catalogue, ImageReference.TryParse(text, out _)!) is not null);
    }

    [Fact]
    public void Tag_and_address_are_filled_in()
    {
        var image = ImageLookup.Find(Catalogue, ImageReference.TryParse("workshop/hello:2.0.0", out _)!)!;

        Assert.Equal([KeyValuePair.Create("Workshop__Version", "2.0.0")], image.EnvironmentFor("127.40.1.7"));
        Assert.Equal(["--bind", "127.40.1.7"], image.BindArgsFor("127.40.1.7"));
        Assert.StartsWith("workshop/hello@sha256:", image.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_pull_says_what_there_is()
    {
        Assert.Equal(
            "failed to pull image \"workshop/hello:9\": not found: 'workshop/hello' has the tags 1.0.0, 2.0.0",
            ImageLookup.ExplainMissing(Catalogue, "workshop/hello:9", ImageReference.TryParse("workshop/hello:9", out _)!));
        Assert.Equal(
            "failed to pull image \"nosuch/image:1\": not found: this cluster runs no foreign images; it has workshop/hello, busybox",
            ImageLookup.ExplainMissing(Catalogue, "nosuch/image:1", ImageReference.TryParse("nosuch/image:1", out _)!));
    }
}
