#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Cluster.Images;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Tests.Validation;

public class ValidatorTests
{
    private readonly TestModel _model = new();

    private IReadOnlyList<string> Findings => [.. ModelValidator.Check(_model.Read(), images: null).Select(finding => finding.ToString())];

    [Fact]
    public void A_sound_model_has_no_findings()
    {
        var redis = _model.Builder.AddRedis("redis");
        var auth = _model.Add("auth").WithHttpEndpoint().WithReference(redis).WaitFor(redis);
        _model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints().WithReference(auth).WaitFor(auth).WaitForStart(redis);

        Assert.Empty(Findings);
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("HELLO")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_that_Aspire_takes_and_that_is_no_DNS_label_is_found(string name)
    {
        _model.Add(name);

        Assert.Equal($"Resource '{name}': its name is no DNS label. Use at most 63 lower-case letters, digits and '-', a letter first and no '-' last.", Assert.Single(Findings));
    }

    [Fact]
    public void Two_endpoints_on_one_port_are_found()
    {
        _model.Add("hello").WithHttpEndpoint(targetPort: 8080).WithHttpEndpoint(targetPort: 8080, name: "health");

        Assert.Equal("Resource 'hello': port 8080 is used by the endpoints 'http' and 'health'. Give one of them another targetPort.", Assert.Single(Findings));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public void A_port_that_does_not_exist_is_found(int port)
    {
        _model.Add("hello").WithHttpEndpoint(port: port, targetPort: port);

        Assert.Equal(
            [
                $"Resource 'hello': endpoint 'http' listens on port {port}. Give it a targetPort between 1 and 65535.",
                $"Resource 'hello': endpoint 'http' has port {port}. Give it a port between 1 and 65535.",
            ],
            Findings);
    }

    [Fact]
    public void An_endpoint_name_that_is_no_port_name_is_found()
    {
        _model.Add("hello").WithHttpEndpoint(name: "a-name-that-is-too-long");

        Assert.StartsWith("Resource 'hello': endpoint 'a-name-that-is-too-long' has a name that Kubernetes does not take for a port.", Assert.Single(Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_external_endpoints_on_one_port_are_found()
    {
        _model.Add("a").WithHttpEndpoint(port: 9000).WithExternalHttpEndpoints();
        _model.Add("b").WithHttpEndpoint(port: 9000).WithExternalHttpEndpoints();

        Assert.Equal("Resource 'b': external port 9000 is also used by 'a'. Give one of them another port.", Assert.Single(Findings));
    }

    [Fact]
    public void A_reference_to_an_endpoint_that_does_not_exist_is_found()
    {
        var auth = _model.Add("auth").WithHttpEndpoint();
        _model.Add("gateway").WithEnvironment("AUTH", $"{auth.GetEndpoint("grpc")}");

        Assert.Equal("Resource 'gateway': it refers to endpoint 'grpc' of 'auth', which has only 'http'.", Assert.Single(Findings));
    }

    [Fact]
    public void A_reference_to_another_application_is_found()
    {
        var stranger = new TestModel().Add("stranger");
        _model.Add("gateway").WithReference(stranger).WaitFor(stranger);

        Assert.Equal("Resource 'gateway': it refers to 'stranger', which is no part of this application. Add it to the same builder.", Assert.Single(Findings));
    }

    [Fact]
    public void A_probe_without_a_leading_slash_or_with_a_time_of_zero_is_found()
    {
        _model.Add("hello").WithHttpEndpoint().WithHttpProbe(ProbeType.Readiness, "readiness", periodSeconds: 0);

        Assert.Equal(
            [
                "Resource 'hello': its readiness probe has path 'readiness'. A path begins with '/'.",
                "Resource 'hello': its readiness probe has a time or threshold below 1 (the initial delay: below 0).",
            ],
            Findings);
    }

    [Fact]
    public void A_variable_with_a_bad_name_is_found()
    {
        _model.Add("hello").WithEnvironment("A=B", "1");

        Assert.StartsWith("Resource 'hello': environment variable 'A=B' has a name that Kubernetes does not take.", Assert.Single(Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_for_itself_through_others_is_found_once()
    {
        var a = _model.Add("a");
        var b = _model.Add("b").WaitFor(a);
        var c = _model.Add("c").WaitForStart(b);
        a.WaitFor(c);

        Assert.Equal("Resource 'a': it waits for itself: 'a' → 'c' → 'b' → 'a'. Take one of these waits away.", Assert.Single(Findings));
    }

    [Fact]
    public void A_wait_for_a_resource_without_pods_is_found()
    {
        var auth = _model.Add("auth").WithReplicas(0);
        _model.Add("gateway").WaitFor(auth);

        Assert.Equal("Resource 'gateway': it waits for 'auth', which has 0 replicas and never becomes Ready.", Assert.Single(Findings));
    }

    [Fact]
    public void An_image_that_the_build_did_not_make_is_found()
    {
        _model.Add("hello");
        _model.Builder.AddRedis("redis");
        var images = new ImageCatalogue([new("redis", ["*"], ["/bin/redis"]), new("workshop/hello", ["2.0.0"], ["/bin/hello"])]);

        var finding = Assert.Single(ModelValidator.Check(_model.Read(), images));

        Assert.Equal("Resource 'hello': image 'workshop/hello:1.0.0' is not in the catalogue that the AppHost's build made. Reference its project in AppHost/AppHost.csproj and build again.", finding.ToString());
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var auth = _model.Add("auth").WithReplicas(-2).WithHttpEndpoint(targetPort: 80).WithHttpEndpoint(targetPort: 80, name: "health");
        _model.Add("Gateway").WithEnvironment("A=B", "1").WithEnvironment("B", $"{auth.GetEndpoint("https")}");

        Assert.Equal(
            [
                "Resource 'Gateway': its name is no DNS label. Use at most 63 lower-case letters, digits and '-', a letter first and no '-' last.",
                "Resource 'auth': port 80 is used by the endpoints 'http' and 'health'. Give one of them another targetPort.",
                "Resource 'Gateway': it refers to endpoint 'https' of 'auth', which has only 'http', 'health'.",
                "Resource 'Gateway': environment variable 'A=B' has a name that Kubernetes does not take. Use letters, digits, '_', '-' and '.', no digit first.",
                "Resource 'auth': it has -2 replicas. Use 0 or more.",
            ],
            Findings);
    }
}
