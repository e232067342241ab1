using Aspire.Hosting;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Tests.Models;

public class BuilderTests
{
    private readonly TestModel _model = new();

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
    public void A_broken_model_is_refused_with_all_its_mistakes()
    {
        _model.Add("Hello").WithReplicas(-1);

        var refusal = Assert.Throws<DistributedApplicationException>(() => ModelValidator.Demand(_model.Read(), images: null));

        Assert.StartsWith("The application's model has 2 mistakes (Program.cs of the AppHost); nothing was started.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Resource 'Hello': its name is no DNS label.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Resource 'Hello': it has -1 replicas. Use 0 or more.", refusal.Message, StringComparison.Ordinal);
    }
}
