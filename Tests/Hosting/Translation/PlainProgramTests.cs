using Aspire.Hosting;
using Workshop.Cluster.Images;
using Workshop.Hosting.Model;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Translation;

/// <summary>Stock projects: they know neither where a pod of this cluster binds nor the cluster's names.</summary>
public sealed class PlainProgramTests
{
    private static readonly ImageCatalogue Plain = new([new CatalogueImage("workshop/hello", ["1.0.0"], ["/hello"], IsPlain: true)]);

    private readonly TestModel _model = new();

    [Fact]
    public void A_run_binds_them_to_their_pods_address_and_a_publish_does_not()
    {
        _model.Add("web").WithHttpEndpoint().WithHttpEndpoint(targetPort: 8081, name: "health");
        var read = Read();

        Assert.Equal("http://$(POD_IP):8080;http://$(POD_IP):8081", VariablesOf("web", read, TestModel.TargetFor(read))["ASPNETCORE_URLS"]);
        Assert.Equal("8080;8081", VariablesOf("web", read, TestModel.TargetFor(read) with { IsContained = true })["HTTP_PORTS"]);
    }

    [Fact]
    public void A_secret_reaches_them_as_a_variable_of_its_own_name()
    {
        var secret = _model.Builder.AddParameter("api-key", secret: true);
        _model.Add("web").WithEnvironment("Api__Key", secret);
        var read = Read();

        Assert.Equal("secretKeyRef api-key", VariablesOf("web", read, TestModel.TargetFor(read))["Api__Key"]);
    }

    [Fact]
    public void An_https_endpoint_that_a_developers_certificate_alone_would_serve_is_nobodys()
    {
        var api = _model.Add("api").WithHttpEndpoint().WithHttpsEndpoint();
        _model.Add("web").WithReference(api);
        var read = Read();

        Assert.Equal(["http"], read.Workloads[0].Endpoints.Select(endpoint => endpoint.Name));
        Assert.Equal(["services__api__http__0", "API_HTTP"], read.Workloads[1].References.Select(reference => reference.Variable));
    }

    [Fact]
    public void The_target_says_by_what_others_are_called()
    {
        var api = _model.Add("api").WithHttpEndpoint(port: 5101);
        _model.Add("web").WithReference(api);
        var read = Read();

        var variables = VariablesOf("web", read, TestModel.TargetFor(read) with { HostOf = _ => "127.1.2.3" });

        Assert.Equal("http://127.1.2.3:5101", variables["services__api__http__0"]);
    }

    private ApplicationModel Read()
    {
        PlainPrograms.Mark(_model.Builder.Resources, Plain);
        return _model.Read();
    }

    private static Dictionary<string, string?> VariablesOf(string name, ApplicationModel model, TranslationTarget target)
    {
        var deployment = ApplicationTranslator.Translate(model, target).Single(item => item.Resource == name && item.Kind == "Deployment").Body;
        var variables = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray();
        return variables.ToDictionary(
            variable => variable!["name"]!.GetValue<string>(),
            variable => variable!["value"]?.GetValue<string>() ?? (variable["valueFrom"]?["secretKeyRef"] is { } secret ? $"secretKeyRef {secret["name"]}" : null));
    }
}
