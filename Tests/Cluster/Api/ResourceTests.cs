namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class ResourceTests(ApiHost api)
{
    private const string TableForm = "application/json;as=Table;v=v1;g=meta.k8s.io";

    [Fact]
    public async Task An_object_is_created_read_replaced_and_deleted()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        var created = await api.Send("POST", url, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        Assert.Equal((201, "ConfigMap", "v1"), (created.Code, created.At("kind"), created.At("apiVersion")));
        Assert.Equal("1", (await api.Send("GET", url + "/a")).At("data.x"));

        var replaced = await api.Send("PUT", url + "/a", created.Text.Replace("\"1\"", "\"2\"", StringComparison.Ordinal));
        Assert.Equal((200, "2"), (replaced.Code, replaced.At("data.x")));

        var deleted = await api.Send("DELETE", url + "/a");
        Assert.Equal((200, "Status", "Success", "a", "configmaps"), (deleted.Code, deleted.At("kind"), deleted.At("status"), deleted.At("details.name"), deleted.At("details.kind")));
        Assert.Equal(404, (await api.Send("GET", url + "/a")).Code);
    }

    [Fact]
    public async Task What_is_not_there_is_answered_as_Kubernetes_does_it()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps/nosuch";
        Assert.Equal(
            """
            {
              "kind": "Status",
              "apiVersion": "v1",
              "metadata": {},
              "status": "Failure",
              "message": "configmaps \"nosuch\" not found",
              "reason": "NotFound",
              "details": {
                "name": "nosuch",
                "kind": "configmaps"
              },
              "code": 404
            }
            """.ReplaceLineEndings("\n"),
            (await api.Send("GET", url, agent: "curl/8.5.0")).Text.TrimEnd());
    }

    [Theory]
    [InlineData("GET", "/api/v1/nosuch", 404, "the server could not find the requested resource")]
    [InlineData("GET", "/api/v1/namespaces/default/pods/p/nosuch", 404, "the server could not find the requested resource")]
    [InlineData("GET", "/api/v1/namespaces/default/nodes", 404, "the server could not find the requested resource")]
    [InlineData("GET", "/api/v1/configmaps/a", 404, "the server could not find the requested resource")]
    [InlineData("POST", "/api/v1/configmaps", 405, "the server does not allow this method on the requested resource")]
    [InlineData("POST", "/api/v1/namespaces/default/configmaps/a", 405, "the server does not allow this method on the requested resource")]
    [InlineData("DELETE", "/api/v1/namespaces", 405, "the server does not allow this method on the requested resource")]
    [InlineData("DELETE", "/api/v1/namespaces/default/pods/p/status", 405, "the server does not allow this method on the requested resource")]
    [InlineData("PUT", "/api/v1/namespaces/default/pods/p/log", 405, "the server does not allow this method on the requested resource")]
    [InlineData("POST", "/apis", 405, "the server does not allow this method on the requested resource")]
    public async Task A_wrong_path_or_method_is_refused(string method, string url, int code, string message)
    {
        var reply = await api.Send(method, url, method is "GET" or "DELETE" ? null : "{}");
        Assert.Equal((code, message, "Failure"), (reply.Code, reply.Message, reply.At("status")));
    }

    [Theory]
    [InlineData("/nosuch")]
    [InlineData("/apis/apps/v2")]
    [InlineData("/apis/nosuch.example.com/v1")]
    [InlineData("/apis/nosuch.example.com/v1/namespaces/default/things")]
    public async Task Where_nobody_serves_anything_there_is_a_web_servers_404(string url)
    {
        var reply = await api.Send("GET", url);
        Assert.Equal((404, "text/plain; charset=utf-8", "404 page not found\n"), (reply.Code, reply.Headers["Content-Type"], reply.Text));
    }

    [Fact]
    public async Task A_form_that_cannot_be_written_is_406()
    {
        var reply = await api.Send("GET", "/api/v1/namespaces", accept: "text/html");
        Assert.Equal((406, "NotAcceptable"), (reply.Code, reply.At("reason")));
        Assert.Equal("406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf", reply.Message);
    }

    [Fact]
    public async Task Bodies_come_as_JSON_YAML_or_protobuf_and_answers_go_as_JSON_or_YAML()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        var fromYaml = await api.Send("POST", url, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata: {x: \"1\"}\n", "application/yaml");
        Assert.Equal((201, "application/json"), (fromYaml.Code, fromYaml.Headers["Content-Type"]));
        var asYaml = await api.Send("GET", url + "/yaml", accept: "application/yaml");
        Assert.StartsWith("apiVersion: v1\ndata:\n  x: \"1\"\nkind: ConfigMap\n", asYaml.Text, StringComparison.Ordinal);
        Assert.Equal("application/yaml", asYaml.Headers["Content-Type"]);

        // kubectl create configmap settings --from-literal=a=1 --from-literal=b=
        var recorded = Convert.FromBase64String("azhzAAoPCgJ2MRIJQ29uZmlnTWFwEikKGAoIc2V0dGluZ3MSABoAIgAqADIAOABCABIGCgFhEgExEgUKAWISABoAIgA=");
        var fromProtobuf = await ApiHost.Send(
            api.Client, "POST", url + "?fieldManager=kubectl-create&fieldValidation=Strict", recorded, "application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf,application/json");
        Assert.Equal((201, "settings", "1"), (fromProtobuf.Code, fromProtobuf.At("metadata.name"), fromProtobuf.At("data.a")));
    }

    [Theory]
    [InlineData("application/json", "{bad", 400, "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'b' looking for beginning of object key string ({bad)")]
    [InlineData("application/json", "", 400, "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)")]
    [InlineData("text/plain", "x", 415, "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf")]
    [InlineData("application/json", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"d"}}""", 400, "Secret in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion")]
    [InlineData("application/json", """{"metadata":{"name":"d","namespace":"other"}}""", 400, "the namespace of the provided object does not match the namespace sent on the request")]
    public async Task A_wrong_body_is_refused_in_the_words_of_Kubernetes(string type, string body, int code, string message)
    {
        var reply = await api.Send("POST", "/api/v1/namespaces/default/configmaps", body, type);
        Assert.Equal((code, message), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        var reply = await api.Send("POST", "/api/v1/namespaces/default/configmaps", new string(' ', (3 * 1024 * 1024) + 1));
        Assert.Equal((413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"), (reply.Code, reply.At("reason"), reply.Message));
    }

    [Fact]
    public async Task Unknown_fields_are_refused_or_warned_of()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        const string body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"dry"},"bogus":1}""";
        var warned = await api.Send("POST", url + "?dryRun=All&fieldValidation=Warn", body);
        Assert.Equal((201, "299 - \"unknown field \\\"bogus\\\"\""), (warned.Code, warned.Headers["Warning"]));
        Assert.Equal(404, (await api.Send("GET", url + "/dry")).Code);
        var refused = await api.Send("POST", url + "?fieldValidation=Strict", body);
        Assert.Equal((400, "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown field \"bogus\""), (refused.Code, refused.Message));
        Assert.False((await api.Send("POST", url + "?fieldValidation=Ignore&dryRun=All", body)).Headers.ContainsKey("Warning"));
        var failed = await api.Send("POST", url + "?fieldValidation=Warn", body.Replace("dry", "Not_A_Name", StringComparison.Ordinal));
        Assert.Equal((422, "299 - \"unknown field \\\"bogus\\\"\""), (failed.Code, failed.Headers["Warning"]));
        Assert.Equal(422, (await api.Send("POST", url + "?fieldValidation=Sometimes", body)).Code);
        Assert.Equal(422, (await api.Send("POST", url + "?dryRun=Maybe", body)).Code);
    }

    [Fact]
    public async Task The_three_patches_change_an_object_and_others_are_415()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        await api.Send("POST", url, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        var merge = await api.Send("PATCH", url + "/a", """{"data":{"x":null,"y":"1"}}""", "application/merge-patch+json");
        Assert.Equal("""{"y":"1"}""", merge.Json["data"]!.ToJsonString());
        var json = await api.Send("PATCH", url + "/a", """[{"op":"replace","path":"/data/y","value":"2"}]""", "application/json-patch+json");
        Assert.Equal("""{"y":"2"}""", json.Json["data"]!.ToJsonString());
        var strategic = await api.Send("PATCH", url + "/a", """{"data":{"z":"3"}}""", "application/strategic-merge-patch+json");
        Assert.Equal("""{"y":"2","z":"3"}""", strategic.Json["data"]!.ToJsonString());

        var plain = await api.Send("PATCH", url + "/a", "{}");
        Assert.Equal((415, "415: Unsupported Media Type"), (plain.Code, plain.Message));
    }

    [Fact]
    public async Task Who_applies_says_who_it_is_and_makes_what_is_not_there()
    {
        const string apply = "application/apply-patch+yaml";
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps/a";

        var unnamed = await api.Send("PATCH", url, """{"apiVersion":"v1","kind":"ConfigMap","data":{"z":"4"}}""", apply);
        Assert.Equal((422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"), (unnamed.Code, unnamed.Message));
        var nameless = await api.Send("PATCH", url + "?fieldManager=me", """{"apiVersion":"v1","kind":"ConfigMap","data":{"z":"4"}}""", apply);
        Assert.Equal((400, "the name of the object (a based on URL) was undeterminable: name must be provided"), (nameless.Code, nameless.Message));
        var made = await api.Send("PATCH", url + "?fieldManager=me", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {z: \"4\"}\n", apply);
        Assert.Equal((201, "4"), (made.Code, made.At("data.z")));
        Assert.Equal(200, (await api.Send("PATCH", url + "?fieldManager=me", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"z":"5"}}""", apply)).Code);

        // Of what is there already, the name is known; who owns the field is what counts.
        var others = await api.Send("PATCH", url + "?fieldManager=you", """{"apiVersion":"v1","kind":"ConfigMap","data":{"z":"6"}}""", apply);
        Assert.Equal((409, "Apply failed with 1 conflict: conflict with \"me\": .data.z"), (others.Code, others.Message));
        var forced = await api.Send("PATCH", url + "?force=true", "{}", "application/merge-patch+json");
        Assert.Equal((422, "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch"), (forced.Code, forced.Message));
    }

    [Fact]
    public async Task A_patch_that_is_no_patch_is_400()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        await Refused("""{"data":""", "application/strategic-merge-patch+json", "unexpected end of JSON input");
        await Refused("\"x\"", "application/strategic-merge-patch+json", "json: cannot unmarshal string into Go value of type map[string]interface {}");
        await Refused("""{"data":""", "application/merge-patch+json", "error decoding patch: unexpected end of JSON input");
        await Refused("[]", "application/merge-patch+json", "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
        await Refused("[", "application/json-patch+json", "error decoding patch: unexpected end of JSON input");
        await Refused("{}", "application/json-patch+json", "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");

        async Task Refused(string patch, string type, string message)
        {
            var reply = await api.Send("PATCH", url + "/a", patch, type);
            Assert.Equal((400, message), (reply.Code, reply.Message));
        }
    }

    [Fact]
    public async Task A_scale_is_read_patched_and_replaced_also_without_a_content_type()
    {
        var url = $"/apis/apps/v1/namespaces/{await api.NewNamespace()}/deployments";
        await api.Send("POST", url, """{"metadata":{"name":"d"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
        var scale = await api.Send("GET", url + "/d/scale");
        Assert.Equal(("Scale", "autoscaling/v1", "1"), (scale.At("kind"), scale.At("apiVersion"), scale.At("spec.replicas")));
        Assert.Equal("2", (await api.Send("PATCH", url + "/d/scale", """{"spec":{"replicas":2}}""", "application/merge-patch+json")).At("spec.replicas"));
        var current = (await api.Send("GET", url + "/d/scale")).Text;
        var replaced = await api.Send("PUT", url + "/d/scale", current.Replace("\"replicas\":2", "\"replicas\":5", StringComparison.Ordinal), type: null);
        Assert.Equal((200, "5"), (replaced.Code, replaced.At("spec.replicas")));
        Assert.Equal("5", (await api.Send("GET", url + "/d")).At("spec.replicas"));
        var row = await api.Send("GET", url + "/d/scale", accept: TableForm);
        Assert.Equal(("d", "5"), (row.At("rows.0.cells.0"), row.At("rows.0.cells.1")));
    }

    [Fact]
    public async Task A_status_is_written_apart_from_the_rest()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/pods/p";
        await api.Send("POST", url[..^2], """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        var patched = await api.Send("PATCH", url + "/status", """{"metadata":{"labels":{"no":"way"}},"status":{"phase":"Running"}}""", "application/merge-patch+json");
        Assert.Equal((200, "Running"), (patched.Code, patched.At("status.phase")));
        Assert.Equal("Running", (await api.Send("GET", url + "/status")).At("status.phase"));
    }

    [Fact]
    public async Task A_binding_puts_a_pod_on_a_node()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/pods";
        await api.Send("POST", url, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        var bound = await api.Send("POST", url + "/p/binding", """{"metadata":{"name":"p"},"target":{"kind":"Node","name":"node-1"}}""");
        Assert.Equal((201, "Success"), (bound.Code, bound.At("status")));
        Assert.Equal("node-1", (await api.Send("GET", url + "/p")).At("spec.nodeName"));
    }

    [Fact]
    public async Task Delete_takes_its_options_from_the_body_or_the_query()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        var created = await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        Assert.Equal(200, (await api.Send("DELETE", url + "/a", """{"kind":"DeleteOptions","apiVersion":"v1","dryRun":["All"]}""")).Code);
        Assert.Equal(200, (await api.Send("DELETE", url + "/a?dryRun=All")).Code);
        Assert.Equal(200, (await api.Send("GET", url + "/a")).Code);
        Assert.Equal(409, (await api.Send("DELETE", url + "/a", """{"preconditions":{"uid":"another"}}""")).Code);
        Assert.Equal(422, (await api.Send("DELETE", url + "/a", """{"propagationPolicy":"Sideways"}""")).Code);
        Assert.Equal(400, (await api.Send("DELETE", url + "/a", """{"gracePeriodSeconds":"soon"}""")).Code);
        Assert.Equal(200, (await api.Send("DELETE", url + "/a", $$"""{"preconditions":{"uid":"{{created.At("metadata.uid")}}"} }""")).Code);
    }

    [Fact]
    public async Task An_object_that_a_finalizer_holds_is_the_answer_to_its_deletion()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        await api.Send("POST", url, """{"metadata":{"name":"a","finalizers":["example.com/hold"]}}""");
        var deleted = await api.Send("DELETE", url + "/a");
        Assert.Equal("ConfigMap", deleted.At("kind"));
        Assert.NotEqual("", deleted.At("metadata.deletionTimestamp"));
        await api.Send("PATCH", url + "/a", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        Assert.Equal(404, (await api.Send("GET", url + "/a")).Code);
    }

    [Fact]
    public async Task A_collection_is_deleted_by_selector_and_answered_as_a_list()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        await api.Send("POST", url, """{"metadata":{"name":"a","labels":{"k":"v"}}}""");
        await api.Send("POST", url, """{"metadata":{"name":"b"}}""");
        var deleted = await api.Send("DELETE", url + "?labelSelector=k%3Dv");
        Assert.Equal(("ConfigMapList", "a"), (deleted.At("kind"), deleted.At("items.0.metadata.name")));
        Assert.Equal(404, (await api.Send("GET", url + "/a")).Code);
        Assert.Equal(200, (await api.Send("GET", url + "/b")).Code);
    }

    [Fact]
    public async Task Another_name_in_the_body_than_in_the_URL_is_400()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        var reply = await api.Send("PUT", url + "/a", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other"}}""");
        Assert.Equal((400, "the name of the object (other) does not match the name on the URL (a)"), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task A_namespace_is_finalized_by_its_own_subresource()
    {
        var ns = await api.NewNamespace();
        var body = (await api.Send("GET", $"/api/v1/namespaces/{ns}")).Json;
        body["spec"] = new System.Text.Json.Nodes.JsonObject();
        var reply = await api.Send("PUT", $"/api/v1/namespaces/{ns}/finalize", body.ToJsonString());
        Assert.Equal((200, ""), (reply.Code, reply.At("spec.finalizers")));
    }
}
