using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Deploying;

public sealed class DeployRunTests : IDisposable
{
    private static readonly Dictionary<string, string> NoParameters = [];

    private readonly RecordingKubectl _kubectl = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task It_checks_access_makes_Secrets_applies_and_waits_in_this_order()
    {
        await Run().DeployAsync(CancellationToken.None);

        Assert.Equal(
            ["config current-context", "auth can-i", "get secrets", "apply -f", "create -f", "create -f", "create -f", "apply -k", "rollout status", "rollout status", "rollout status", "get -n", "get -n", "get -n"],
            _kubectl.Calls.Select(call => string.Join(' ', call.Split(' ').Take(2))));
        Assert.Contains("rollout status -n workshop statefulset/redis --timeout 5m", _kubectl.Calls);
        Assert.Contains("rollout status -n workshop deployment/gateway --timeout 5m", _kubectl.Calls);
    }

    [Fact]
    public async Task Values_of_Secrets_reach_kubectl_by_its_input_and_nobody_else()
    {
        await Run(("Parameters:key", "canary-of-a-secret")).DeployAsync(CancellationToken.None);

        Assert.Contains(_kubectl.Inputs, input => input.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes("canary-of-a-secret")), StringComparison.Ordinal));
        Assert.DoesNotContain(_kubectl.Calls, call => call.Contains("canary", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", _output.ToString());
        Assert.Contains("made key, redis-password, redis-configuration", _output.ToString());
    }

    [Fact]
    public async Task A_Secret_that_is_there_is_left_alone_and_its_value_is_used_where_another_needs_it()
    {
        var password = Convert.ToBase64String("their-password"u8);
        _kubectl.Answers["get secrets"] = new(0, $$$"""{"items":[{"metadata":{"name":"redis-password"},"data":{"value":"{{{password}}}"}},{"metadata":{"name":"key"},"data":{"value":"eA=="}}]}""", "");

        await Run().DeployAsync(CancellationToken.None);

        var made = Assert.Single(_kubectl.Inputs.Select(input => JsonNode.Parse(input)!), item => item["kind"]!.GetValue<string>() == "Secret");
        Assert.Equal("redis-configuration", made["metadata"]!["name"]!.GetValue<string>());
        Assert.Contains("requirepass \"their-password\"", Encoding.UTF8.GetString(Convert.FromBase64String(made["data"]!["redis.conf"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Without_access_nothing_is_touched()
    {
        _kubectl.Answers["config current-context"] = new(0, "gke_x\n", "");
        _kubectl.Answers["auth can-i"] = new(1, "no\n", "");

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run().DeployAsync(CancellationToken.None));

        Assert.StartsWith("Context 'gke_x' lets nobody deploy to namespace 'workshop': no.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, _kubectl.Calls.Count);
    }

    [Fact]
    public async Task A_first_user_is_made_once_and_its_password_is_printed_and_nowhere_else()
    {
        var model = new TestModel();
        model.Add("auth").WithHttpEndpoint().WithEnvironment("Workshop__Signing__Key", model.Builder.AddParameter("key", new GenerateParameterDefault(), secret: true));
        var hello = model.Add("hello").WithHttpEndpoint();
        model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints().WithReference(hello);
        var configuration = new ConfigurationBuilder().Build();
        async Task<string> Deploy()
        {
            using var output = new StringWriter { NewLine = "\n" };
            await new DeployRun(model.Read(), new DeployOptions("local", null, null), NoParameters, configuration, _kubectl, output).DeployAsync(CancellationToken.None);
            return output.ToString();
        }

        var first = await Deploy();
        var again = await Deploy();

        var password = first.Split("with the password '")[1].Split('\'')[0];
        var made = Assert.Single(_kubectl.Inputs.Select(input => JsonNode.Parse(input)!), item => item["metadata"]!["name"]!.GetValue<string>() == "auth-users");
        var line = made["stringData"]!["value"]!.GetValue<string>().Split(':', 2);
        Assert.Equal("workshop", line[0]);
        Assert.True(BCrypt.Net.BCrypt.Verify(password, line[1]));
        Assert.DoesNotContain(_kubectl.Calls.Concat(_kubectl.Inputs), text => text.Contains(password, StringComparison.Ordinal));
        Assert.DoesNotContain("with the password", again, StringComparison.Ordinal);
        Assert.Contains("Users are those of Secret 'auth-users'", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollout_that_stands_still_says_how_to_look_and_how_to_go_back()
    {
        _kubectl.Answers["rollout status"] = new(1, "", "");

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run().DeployAsync(CancellationToken.None));

        Assert.Contains("does not become ready", refusal.Message);
        Assert.Contains("kubectl rollout undo", refusal.Message);
    }

    [Fact]
    public async Task A_rollout_that_stands_still_says_which_pod_and_why()
    {
        _kubectl.Answers["rollout status"] = new(1, "", "");
        _kubectl.Answers["get pods"] = new(0, """{"items":[{"metadata":{"name":"redis-0"},"status":{"containerStatuses":[{"ready":false,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1}}}]}}]}""", "");

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run().DeployAsync(CancellationToken.None));

        Assert.StartsWith("Resource 'redis': statefulset/redis does not become ready: pod redis-0: CrashLoopBackOff, its last run ended with code 1.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b", "Parameter 'redis-password': its value has a ',', which would end the setting in variable 'ConnectionStrings__redis' of 'hello'.")]
    [InlineData("ends\n", "Parameter 'redis-password': its value has a blank or an end of line at an end, which would be lost in variable 'ConnectionStrings__redis' of 'hello'.")]
    [InlineData("a b", "Parameter 'redis-password': its value has characters that a URI does not take as they are")]
    public async Task A_value_that_would_be_read_as_another_is_refused_before_anything_is_made(string password, string refusal)
    {
        var told = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run(("Parameters:redis-password", password)).DeployAsync(CancellationToken.None));

        Assert.Contains(refusal, told.Message, StringComparison.Ordinal);
        Assert.Empty(_kubectl.Inputs);
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_named_before_anything_is_made()
    {
        var model = new TestModel();
        model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints().WithEnvironment("KEY", model.Builder.AddParameter("my-key", secret: true));

        var told = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            new DeployRun(model.Read(), new DeployOptions("local", null, null), NoParameters, new ConfigurationBuilder().Build(), _kubectl, _output).DeployAsync(CancellationToken.None));

        Assert.StartsWith("Parameter 'my-key' has no value. Set Parameters__my_key", told.Message, StringComparison.Ordinal);
        Assert.Empty(_kubectl.Inputs);
    }

    [Fact]
    public async Task The_dashboards_tokens_are_made_once_go_by_kubectls_input_and_only_the_login_link_is_printed()
    {
        await Run("dashboard").DeployAsync(CancellationToken.None);

        var made = _kubectl.Inputs.Single(input => input.Contains("\"dashboard-access\"", StringComparison.Ordinal));
        Assert.Contains("redis-configuration, dashboard-access", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("rollout status -n workshop deployment/dashboard --timeout 5m", _kubectl.Calls);
        var data = JsonNode.Parse(made)!["data"]!.AsObject().ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value!.GetValue<string>())));
        Assert.Equal($"x-otlp-api-key={data["otlp-key"]}", data["otlp-headers"]);
        Assert.All(data.Values, value => Assert.DoesNotContain(_kubectl.Calls, call => call.Contains(value, StringComparison.Ordinal)));
        Assert.DoesNotContain(data["otlp-key"], _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'kubectl port-forward -n workshop service/cluster-page 18880', then http://127.0.0.1:18880/login?t={data["cluster-page-token"]}\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'kubectl port-forward -n workshop service/dashboard 18888', then http://127.0.0.1:18888/login?t={data["token"]}\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_a_dashboard_that_are_there_are_left_alone_and_printed_again()
    {
        var token = Convert.ToBase64String("a-token-of-theirs"u8);
        _kubectl.Answers["get secret dashboard-access"] = new(0, $$$"""{"data":{"token":"{{{token}}}","cluster-page-token":"{{{token}}}"}}""", "");

        await Run("dashboard").DeployAsync(CancellationToken.None);

        Assert.DoesNotContain(_kubectl.Inputs, input => input.Contains("dashboard-access", StringComparison.Ordinal));
        Assert.Contains("/login?t=a-token-of-theirs", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dashboards_Secret_without_a_token_is_named_with_what_to_do()
    {
        _kubectl.Answers["get secret dashboard-access"] = new(0, """{"data":{}}""", "");

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run("dashboard").DeployAsync(CancellationToken.None));

        Assert.StartsWith("Secret 'dashboard-access' of namespace 'workshop' has no 'token'. Delete it ('kubectl delete secret -n workshop dashboard-access')", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroy_deletes_the_overlay_and_then_the_namespace_with_its_disks()
    {
        await Run().DestroyAsync(CancellationToken.None);

        Assert.Equal(["delete -k", "delete namespace"], _kubectl.Calls.Where(call => call.StartsWith("delete", StringComparison.Ordinal)).Select(call => string.Join(' ', call.Split(' ').Take(2))));
    }

    [Fact]
    public async Task An_unknown_overlay_is_refused_with_those_that_there_are()
    {
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run("moon").DeployAsync(CancellationToken.None));

        Assert.StartsWith("Overlay 'moon' is not known: 'base', 'local',", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_kubectl.Calls);
    }

    [Theory]
    [InlineData("http://registry/x")]
    [InlineData("Registry/x")]
    [InlineData("a b")]
    [InlineData("/x")]
    public void What_is_no_registry_is_refused_by_name(string registry)
    {
        var model = new TestModel();
        model.Add("hello");

        var refusal = Assert.Throws<DistributedApplicationException>(() => PublishedImage.Of(model.Read().Workloads[0], registry));

        Assert.StartsWith($"Registry '{registry}' is no host with a path", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000/hello:1.0.0")]
    [InlineData("europe-west1-docker.pkg.dev/p/workshop/", "europe-west1-docker.pkg.dev/p/workshop/hello:1.0.0")]
    public void Images_lie_below_the_registrys_path(string registry, string image)
    {
        var model = new TestModel();
        model.Add("hello");

        Assert.Equal(image, PublishedImage.Of(model.Read().Workloads[0], registry).ToString());
    }

    private DeployRun Run(params (string Key, string Value)[] settings) => Run("local", settings);

    private DeployRun Run(string overlay, params (string Key, string Value)[] settings)
    {
        var model = new TestModel();
        var key = model.Builder.AddParameter("key", new GenerateParameterDefault(), secret: true);
        var redis = model.Builder.AddRedis("redis");
        var hello = model.Add("hello").WithHttpEndpoint().WithEnvironment("KEY", key).WithReference(redis);
        model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints().WithReference(hello);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        return new DeployRun(model.Read(), new DeployOptions(overlay, null, null), NoParameters, configuration, _kubectl, _output);
    }
}
