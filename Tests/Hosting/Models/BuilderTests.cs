using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Tests.Models;

public class BuilderTests
{
    private readonly TestModel _model = new();

    [Fact]
    public void Resources_keep_the_order_in_which_they_were_added()
    {
        _model.Add("b");
        _model.Builder.AddRedis("a");

        Assert.Equal(["b", "a-password", "a"], _model.Builder.Resources.Select(resource => resource.Name));
    }

    [Fact]
    public void A_resource_is_found_by_its_name()
    {
        var hello = _model.Add("hello").Resource;

        Assert.True(_model.Builder.Resources.TryGetByName("hello", out var found));
        Assert.Same(hello, found);
        Assert.False(_model.Builder.Resources.TryGetByName("nobody", out _));
    }

    [Fact]
    public void Only_endpoints_stated_before_become_external()
    {
        _model.Add("gateway").WithHttpEndpoint().WithHttpsEndpoint().WithExternalHttpEndpoints().WithHttpEndpoint(targetPort: 8081, name: "health");

        var endpoints = _model.Read().Workloads.Single().Endpoints;

        Assert.Equal([("http", true), ("https", true), ("health", false)], endpoints.Select(endpoint => (endpoint.Name, endpoint.IsExternal)));
    }

    [Fact]
    public void Endpoints_without_a_target_port_listen_where_the_scheme_usually_does()
    {
        _model.Add("gateway").WithHttpEndpoint().WithHttpsEndpoint();

        Assert.Equal([8080, 8443], _model.Read().Workloads.Single().Endpoints.Select(endpoint => endpoint.ListeningPort));
    }

    [Fact]
    public void The_last_number_of_replicas_counts()
    {
        _model.Add("hello").WithReplicas(3).WithReplicas(5);

        Assert.Equal(5, _model.Read().Workloads.Single().Replicas);
    }

    [Fact]
    public void Configuration_reads_arguments_with_a_section()
    {
        var builder = DistributedApplication.CreateBuilder(["--Publishing:Publisher=manifest"]);

        Assert.Equal("manifest", builder.Configuration["Publishing:Publisher"]);
    }

    [Fact]
    public void A_generated_value_has_the_length_that_was_asked_for_and_is_another_each_time()
    {
        var generate = new GenerateParameterDefault { MinLength = 40, Special = false };

        var value = generate.GetDefaultValue();

        Assert.Matches("^[A-Za-z0-9]{40}$", value);
        Assert.NotEqual(value, generate.GetDefaultValue());
    }

    [Fact]
    public async Task A_broken_model_is_refused_before_anything_starts()
    {
        _model.Add("Bad_Name").WithReplicas(-1);
        await using var application = _model.Builder.Build();

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.StartAsync());

        Assert.StartsWith("The application's model has 2 mistakes (AppHost/Program.cs); nothing was started.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Resource 'Bad_Name': its name is no DNS label.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Resource 'Bad_Name': it has -1 replicas. Use 0 or more.", refusal.Message, StringComparison.Ordinal);
    }
}
