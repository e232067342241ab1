using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Workshop.Cluster.Images;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Tests.Testing;

public class EntryPointTests
{
    [Fact]
    public async Task The_test_sees_the_model_before_it_is_built_and_can_add_to_it()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--ports", "auto"]);
        builder.AddProject<Projects.Hello>("extra");

        await using var application = await builder.BuildAsync();

        Assert.Equal(["redis", "auth", "hello", "gateway", "extra"], application.Model.Workloads.Select(workload => workload.Name));
        Assert.Equal(Repository.PathOf("AppHost"), builder.AppHostDirectory);
    }

    [Fact]
    public async Task Arguments_reach_the_entry_point()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--nodes", "none"]);
        await using var application = await builder.BuildAsync();

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.StartAsync());

        Assert.Equal("Flag '--nodes' takes a number from 1 to 100, not 'none'.", refusal.Message);
    }

    [Fact]
    public async Task With_Publishing_Publisher_manifest_there_is_no_Kubernetes_environment()
    {
        await using var run = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>();
        await using var manifest = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Publishing:Publisher=manifest"]);

        Assert.True(run.Resources.TryGetByName("workshop", out _));
        Assert.False(manifest.Resources.TryGetByName("workshop", out _));
    }

    [Fact]
    public async Task An_assembly_without_an_entry_point_is_named()
    {
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => DistributedApplicationTestingBuilder.CreateAsync<DistributedApplication>());

        Assert.StartsWith("'Workshop.Hosting' has no entry point.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_made_an_image_for_every_service_tool_and_version()
    {
        var images = ImageCatalogue.Load(AppHostBuild.Of(typeof(Projects.AppHost).Assembly).ImagesPath!).Images;

        Assert.Equal(
            ["busybox:*", "redis:*", "workshop/auth:1.0.0", "workshop/auth:2.0.0", "workshop/auth:3.0.0", "workshop/dashboard:1.0.0", .. from name in new[] { "gateway", "hello", "monolith" } from tag in new[] { "1.0.0", "2.0.0", "3.0.0" } select $"workshop/{name}:{tag}"],
            images.SelectMany(image => image.Tags.Select(tag => $"{image.Name}:{tag}")).Order(StringComparer.Ordinal));
        Assert.All(images.Where(image => image.Command.Count > 0), image => Assert.True(File.Exists(image.Command[0]), $"{image.Name}: {image.Command[0]} exists"));
        Assert.Equal(["true"], images.SelectMany(image => image.Environment ?? new Dictionary<string, string>()).Where(variable => variable.Key == "Workshop__Lab").Select(variable => variable.Value).Distinct());
    }
}
