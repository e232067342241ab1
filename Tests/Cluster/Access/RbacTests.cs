using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Tests.Api;

namespace Workshop.Cluster.Tests.Access;

[Collection(SharedApi.Name)]
public sealed class RbacTests(ApiHost api) : IAsyncLifetime
{
    private string _ns = "";

    public async Task InitializeAsync()
    {
        _ns = await api.NewNamespace();
        await Make("serviceaccounts", """{"metadata":{"name":"viewer"}}""");
        await MakeRbac("roles", """{"metadata":{"name":"look"},"rules":[{"apiGroups":[""],"resources":["pods","configmaps"],"verbs":["get","list"]}]}""");
        await MakeRbac("rolebindings", $$"""{"metadata":{"name":"look"},"roleRef":{"kind":"Role","name":"look"},"subjects":[{"kind":"ServiceAccount","name":"viewer","namespace":"{{_ns}}"}]}""");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_account_may_do_what_its_roles_say_and_nothing_else()
    {
        using var viewer = await Viewer();

        Assert.Equal(200, (await ApiHost.Send(viewer, "GET", Url("pods"))).Code);
        var secrets = await ApiHost.Send(viewer, "GET", Url("secrets"));
        Assert.Equal((403, "Forbidden"), (secrets.Code, secrets.At("reason")));
        Assert.Equal($"secrets is forbidden: User \"system:serviceaccount:{_ns}:viewer\" cannot list resource \"secrets\" in API group \"\" in the namespace \"{_ns}\"", secrets.Message);
        Assert.Equal("""{"kind":"secrets"}""", secrets.Json["details"]!.ToJsonString());
        var deleted = await ApiHost.Send(viewer, "DELETE", Url("configmaps/x"));
        Assert.Equal($"configmaps \"x\" is forbidden: User \"system:serviceaccount:{_ns}:viewer\" cannot delete resource \"configmaps\" in API group \"\" in the namespace \"{_ns}\"", deleted.Message);
        Assert.Equal(
            $"deployments.apps is forbidden: User \"system:serviceaccount:{_ns}:viewer\" cannot list resource \"deployments\" in API group \"apps\" at the cluster scope",
            (await ApiHost.Send(viewer, "GET", "/apis/apps/v1/deployments")).Message);
        Assert.Equal(
            $"forbidden: User \"system:serviceaccount:{_ns}:viewer\" cannot get path \"/metrics\"", (await ApiHost.Send(viewer, "GET", "/metrics")).Message);
        Assert.Equal(403, (await ApiHost.Send(viewer, "GET", Url("pods/p/log"))).Code);
        Assert.Equal(403, (await ApiHost.Send(viewer, "GET", Url("nosuch"))).Code);
        Assert.Equal(200, (await ApiHost.Send(viewer, "GET", "/apis")).Code);
    }

    [Fact]
    public async Task Who_says_nothing_is_anonymous_and_may_ask_for_the_version_only()
    {
        using var nobody = api.NewClient();

        var pods = await ApiHost.Send(nobody, "GET", Url("pods"));

        Assert.Equal((403, $"pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the namespace \"{_ns}\""), (pods.Code, pods.Message));
    }

    [Fact]
    public async Task A_token_ends_with_its_account()
    {
        using var viewer = await Viewer();
        await api.Send("DELETE", Url("serviceaccounts/viewer"));
        await Make("serviceaccounts", """{"metadata":{"name":"viewer"}}""");

        Assert.Equal(401, (await ApiHost.Send(viewer, "GET", Url("pods"))).Code);
    }

    [Fact]
    public async Task A_token_ends_with_the_pod_that_it_was_made_for()
    {
        api.Registry.Create(KindTable.Pod, _ns, JsonNode.Parse("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"p","image":"p:1"}]}}""")!.AsObject(), WriteOptions.Loop);
        using var viewer = await Viewer(""","boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p"}""");
        Assert.Equal(200, (await ApiHost.Send(viewer, "GET", Url("pods"))).Code);

        api.Registry.Delete(KindTable.Pod, new ObjectKey(_ns, "p"), DeletionOptions.Now);

        Assert.Equal(401, (await ApiHost.Send(viewer, "GET", Url("pods"))).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_token_that_somebody_changed_is_refused(int part)
    {
        var parts = (await Token()).Split('.');
        parts[part] = (parts[part][0] == 'a' ? 'b' : 'a') + parts[part][1..];
        using var client = Client(string.Join('.', parts));

        Assert.Equal(401, (await ApiHost.Send(client, "GET", Url("pods"))).Code);
    }

    [Fact]
    public async Task A_token_for_another_audience_or_past_its_time_is_refused()
    {
        using var other = Client(await Token(""","audiences":["somebody-else"]"""));
        var tokens = api.Cluster.Services.GetRequiredService<ServiceAccountTokens>();
        var account = api.Registry.Get(KindTable.ServiceAccount, new ObjectKey(_ns, "viewer")).As<V1ServiceAccount>();
        using var late = Client(tokens.Issue(account, [], TimeSpan.Zero).Token);

        Assert.Equal(401, (await ApiHost.Send(other, "GET", Url("pods"))).Code);
        Assert.Equal(401, (await ApiHost.Send(late, "GET", Url("pods"))).Code);
    }

    [Fact]
    public async Task A_token_of_less_than_ten_minutes_is_not_made()
    {
        var reply = await api.Send("POST", Url("serviceaccounts/viewer/token"), """{"spec":{"expirationSeconds":60}}""");

        Assert.Equal((422, "TokenRequest.authentication.k8s.io \"viewer\" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes"), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task Who_may_speak_for_others_is_treated_as_them()
    {
        using var admin = Client(api.Keys.AdminToken);
        admin.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        admin.DefaultRequestHeaders.Add("Impersonate-Group", "team");

        var who = await ApiHost.Send(admin, "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}"u8.ToArray());
        Assert.Equal("""{"username":"jane","groups":["team","system:authenticated"]}""", who.Json["status"]!["userInfo"]!.ToJsonString());
        Assert.Contains("User \"jane\" cannot list", (await ApiHost.Send(admin, "GET", Url("pods"))).Message, StringComparison.Ordinal);

        using var viewer = await Viewer();
        viewer.DefaultRequestHeaders.Add("Impersonate-User", "kubernetes-admin");
        Assert.Equal(
            $"users \"kubernetes-admin\" is forbidden: User \"system:serviceaccount:{_ns}:viewer\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope",
            (await ApiHost.Send(viewer, "GET", Url("pods"))).Message);
    }

    [Fact]
    public async Task Reviews_say_who_may_do_what()
    {
        using var viewer = await Viewer();

        Assert.Equal("True", (await May(viewer, "list", "pods")).At("status.allowed"), ignoreCase: true);
        Assert.Equal("False", (await May(viewer, "delete", "pods")).At("status.allowed"), ignoreCase: true);
        Assert.Equal($"RBAC: allowed by RoleBinding \"look/{_ns}\" of Role \"look\" to ServiceAccount \"viewer/{_ns}\"", (await May(viewer, "list", "pods")).At("status.reason"));
        var rules = await ApiHost.Send(viewer, "POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", System.Text.Encoding.UTF8.GetBytes($$$"""{"spec":{"namespace":"{{{_ns}}}"}}"""));
        Assert.Contains(rules.Json["status"]!["resourceRules"]!.AsArray(), rule => rule!["resources"]!.ToJsonString() == """["pods","configmaps"]""");
        var token = await api.Send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{await Token()}}}"}}""");
        Assert.Equal(("true", $"system:serviceaccount:{_ns}:viewer"), (token.At("status.authenticated"), token.At("status.user.username")));
        Assert.Equal("", (await api.Send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", """{"spec":{"token":"x.y.z"}}""")).At("status.authenticated"));
    }

    [Fact]
    public async Task Masters_are_told_what_everybody_may_beside_everything()
    {
        var rules = (await api.Send("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""")).Json["status"]!;

        Assert.Equal(["*", "selfsubjectaccessreviews", "selfsubjectreviews"], rules["resourceRules"]!.AsArray().Select(rule => (string)rule!["resources"]![0]!));
        Assert.Equal("""["*"]""", rules["nonResourceRules"]![0]!["nonResourceURLs"]!.ToJsonString());
        Assert.Contains("/apis/*", rules["nonResourceRules"]![1]!["nonResourceURLs"]!.AsArray().Select(url => (string)url!));
    }

    [Fact]
    public async Task Nobody_gives_rights_that_they_do_not_have()
    {
        await MakeRbac("roles", """{"metadata":{"name":"keeper"},"rules":[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["*"],"verbs":["*"]}]}""");
        await MakeRbac("rolebindings", $$"""{"metadata":{"name":"keeper"},"roleRef":{"kind":"Role","name":"keeper"},"subjects":[{"kind":"ServiceAccount","name":"viewer","namespace":"{{_ns}}"}]}""");
        await MakeRbac("roles", """{"metadata":{"name":"wide"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["*"]}]}""");
        using var viewer = await Viewer();
        var rbac = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{_ns}";

        // "*" on the resources of RBAC includes the verbs escalate and bind: Kubernetes lets it through, and so do we.
        Assert.Equal(201, (await Post(viewer, $"{rbac}/roles", """{"metadata":{"name":"more"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}""")).Code);

        await api.Send("PUT", $"{rbac}/roles/keeper", """{"metadata":{"name":"keeper"},"rules":[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["*"],"verbs":["create","update","patch","get"]}]}""");
        Assert.Equal(201, (await Post(viewer, $"{rbac}/roles", """{"metadata":{"name":"same"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}""")).Code);
        var role = await Post(viewer, $"{rbac}/roles", """{"metadata":{"name":"most"},"rules":[{"apiGroups":[""],"resources":["pods","secrets"],"verbs":["get"]}]}""");
        var binding = await Post(viewer, $"{rbac}/rolebindings", """{"metadata":{"name":"b"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"wide"},"subjects":[]}""");

        Assert.Equal(403, role.Code);
        Assert.EndsWith("is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods\" \"secrets\"], Verbs:[\"get\"]}", role.Message, StringComparison.Ordinal);
        Assert.Equal(403, binding.Code);
        Assert.EndsWith("{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"*\"]}", binding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binding_keeps_its_role()
    {
        var reply = await api.Send("PATCH", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{_ns}/rolebindings/look", """{"roleRef":{"name":"other"}}""", "application/merge-patch+json");

        Assert.EndsWith(
            "roleRef: Invalid value: rbac.RoleRef{APIGroup:\"rbac.authorization.k8s.io\", Kind:\"Role\", Name:\"other\"}: cannot change roleRef", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "", "secrets", false)]
    [InlineData("list", "", "configmaps", false)]
    [InlineData("create", "", "pods", false)]
    [InlineData("list", "apps", "statefulsets", false)]
    [InlineData("list", "", "events", false)]
    [InlineData("update", "apps", "deployments", false)]
    [InlineData("list", "", "pods", true)]
    [InlineData("delete", "", "pods", true)]
    [InlineData("patch", "", "nodes", true)]
    [InlineData("patch", "apps", "deployments", true)]
    [InlineData("watch", "discovery.k8s.io", "endpointslices", true)]
    public async Task The_cluster_page_may_do_what_it_shows(string verb, string group, string resource, bool expected)
    {
        var reply = await api.Send(
            "POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            $$$"""{"spec":{"user":"system:serviceaccount:workshop-system:cluster-page","resourceAttributes":{"verb":"{{{verb}}}","group":"{{{group}}}","resource":"{{{resource}}}","namespace":"default"} } }""");

        Assert.Equal(expected, (bool)reply.Json["status"]!["allowed"]!);
    }

    private string Url(string path) => $"/api/v1/namespaces/{_ns}/{path}";

    private Task<Reply> Make(string plural, string body) => api.Send("POST", Url(plural), body);

    private Task<Reply> MakeRbac(string plural, string body) => api.Send("POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{_ns}/{plural}", body);

    private static Task<Reply> Post(HttpClient client, string url, string body) => ApiHost.Send(client, "POST", url, System.Text.Encoding.UTF8.GetBytes(body));

    private async Task<string> Token(string more = "") =>
        (await api.Send("POST", Url("serviceaccounts/viewer/token"), $$$"""{"spec":{"expirationSeconds":3600{{{more}}}}}""")).At("status.token");

    private async Task<HttpClient> Viewer(string more = "") => Client(await Token(more));

    private HttpClient Client(string token)
    {
        var client = api.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private Task<Reply> May(HttpClient client, string verb, string resource) => Post(
        client, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", $$$"""{"spec":{"resourceAttributes":{"verb":"{{{verb}}}","resource":"{{{resource}}}","namespace":"{{{_ns}}}"} } }""");
}
