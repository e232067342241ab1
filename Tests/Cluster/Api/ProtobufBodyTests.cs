using System.Text;
using Google.Protobuf;
using Workshop.Cluster.Api.Protobuf;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

/// <summary>Bodies as kubectl 1.32 sent them.</summary>
public sealed class ProtobufBodyTests
{
    // kubectl create deployment hello --image=workshop/hello:1.0.0 --replicas=3 --port=8080 -- /bin/x --a
    private const string Deployment = "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50Et4BCiMKBWhlbGxvEgAaACIAKgAyADgAQgBaDAoDYXBwEgVoZWxsbxKoAQgDEg4KDAoDYXBwEgVoZWxsbxqLAQoeCgASABoAIgAqADIAOABCAFoMCgNhcHASBWhlbGxvEmkSSwoFaGVsbG8SFHdvcmtzaG9wL2hlbGxvOjEuMC4wGgYvYmluL3gaAy0tYSoAMgsKABAAGJA/IgAqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAoADgAGgAiAA==";

    // kubectl create deployment zero --image=a --replicas=0
    private const string NoReplicas = "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50EqcBCiEKBHplcm8SABoAIgAqADIAOABCAFoLCgNhcHASBHplcm8SdAgAEg0KCwoDYXBwEgR6ZXJvGlkKHQoAEgAaACIAKgAyADgAQgBaCwoDYXBwEgR6ZXJvEjgSGgoBYRIBYSoAQgBqAHIAgAEAiAEAkAEAogEAGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBACICCgAoADgAGgwIABAAGAAgACgAOAAaACIA";

    // kubectl create configmap settings --from-literal=a=1 --from-literal=b=
    private const string ConfigMap = "azhzAAoPCgJ2MRIJQ29uZmlnTWFwEikKGAoIc2V0dGluZ3MSABoAIgAqADIAOABCABIGCgFhEgExEgUKAWISABoAIgA=";

    // kubectl create secret generic creds --from-literal=password=xyzzy
    private const string Secret = "azhzAAoMCgJ2MRIGU2VjcmV0EiwKFQoFY3JlZHMSABoAIgAqADIAOABCABIRCghwYXNzd29yZBIFeHl6enkaABoAIgA=";

    // kubectl create namespace extra
    private const string Namespace = "azhzAAoPCgJ2MRIJTmFtZXNwYWNlEh0KFQoFZXh0cmESABoAIgAqADIAOABCABIAGgIKABoAIgA=";

    // kubectl create serviceaccount robot
    private const string ServiceAccount = "azhzAAoUCgJ2MRIOU2VydmljZUFjY291bnQSFwoVCgVyb2JvdBIAGgAiACoAMgA4AEIAGgAiAA==";

    // kubectl create service nodeport web --tcp=80:8080 --node-port=31000
    private const string Service = "azhzAAoNCgJ2MRIHU2VydmljZRJqCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEkMKHQoHODAtODA4MBIDVENQGFAiBwgAEJA/GgAomPIBEgoKA2FwcBIDd2ViGgAiCE5vZGVQb3J0OgBCAFIAWgBgAGgAGgIKABoAIgA=";

    [Theory]
    [InlineData(Deployment, """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"hello","labels":{"app":"hello"}},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"hello"}},"template":{"metadata":{"labels":{"app":"hello"}},"spec":{"containers":[{"name":"hello","image":"workshop/hello:1.0.0","command":["/bin/x","--a"],"ports":[{"containerPort":8080}]}]}}}}""")]
    [InlineData(NoReplicas, """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"zero","labels":{"app":"zero"}},"spec":{"replicas":0,"selector":{"matchLabels":{"app":"zero"}},"template":{"metadata":{"labels":{"app":"zero"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}}""")]
    [InlineData(ConfigMap, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"a":"1","b":""}}""")]
    [InlineData(Secret, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"creds"},"data":{"password":"eHl6enk="}}""")]
    [InlineData(Namespace, """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"extra"}}""")]
    [InlineData(ServiceAccount, """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"robot"}}""")]
    [InlineData(Service, """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","labels":{"app":"web"}},"spec":{"ports":[{"name":"80-8080","protocol":"TCP","port":80,"targetPort":8080,"nodePort":31000}],"selector":{"app":"web"},"type":"NodePort"}}""")]
    public void A_recorded_body_is_read(string recorded, string json) =>
        Assert.Equal(json, ProtobufBody.Read(Convert.FromBase64String(recorded)).ToJsonString());

    [Fact]
    public void Embedded_structs_lie_beside_their_fields_and_pointers_keep_their_zero()
    {
        // Pod { spec { volumes [ { name, emptyDir {} } ], containers [ { livenessProbe { httpGet { port "http" }, periodSeconds 5 } } ], terminationGracePeriodSeconds 0 } }
        var port = Message((1, 1), (3, "http"));
        var probe = Message((1, Message((2, Message((1, "/"), (2, port))))), (4, 5));
        var volume = Message((1, "scratch"), (2, Message((2, ByteString.Empty))));
        var spec = Message((1, volume), (2, Message((1, "a"), (10, probe))), (4, 0));
        var body = ProtobufBody.Read(Enveloped("v1", "Pod", Message((2, spec))));
        Assert.Equal(
            """{"volumes":[{"name":"scratch","emptyDir":{}}],"containers":[{"name":"a","livenessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":5}}],"terminationGracePeriodSeconds":0}""",
            body["spec"]!.ToJsonString());
    }

    [Fact]
    public void Times_and_quantities_become_their_texts()
    {
        var spec = Message((1, "node-a"), (2, 40), (4, Message((1, 1_767_225_600), (2, 250_000_000))));
        Assert.Equal(
            """{"holderIdentity":"node-a","leaseDurationSeconds":40,"renewTime":"2026-01-01T00:00:00.250000Z"}""",
            ProtobufBody.Read(Enveloped("coordination.k8s.io/v1", "Lease", Message((2, spec))))["spec"]!.ToJsonString());
        var limits = Message((1, Message((1, "cpu"), (2, Message((1, "500m"))))));
        var pod = ProtobufBody.Read(Enveloped("v1", "Pod", Message((2, Message((2, Message((1, "a"), (8, limits))))))));
        Assert.Equal("""{"limits":{"cpu":"500m"}}""", pod["spec"]!["containers"]![0]!["resources"]!.ToJsonString());
    }

    [Fact]
    public void DeleteOptions_are_read_under_any_version() =>
        Assert.Equal(
            """{"apiVersion":"policy/v1","kind":"DeleteOptions","gracePeriodSeconds":0,"propagationPolicy":"Orphan"}""",
            ProtobufBody.Read(Enveloped("policy/v1", "DeleteOptions", Message((1, 0), (4, "Orphan")))).ToJsonString());

    [Fact]
    public void Unknown_fields_are_skipped() =>
        Assert.Equal("""{"apiVersion":"v1","kind":"Namespace"}""", ProtobufBody.Read(Enveloped("v1", "Namespace", Message((99, "x"), (98, 7)))).ToJsonString());

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("k8s\0\xff\xff\xff")]
    public void What_is_no_such_body_is_400(string text) =>
        Assert.Equal(400, Assert.Throws<StatusException>(() => ProtobufBody.Read(Encoding.Latin1.GetBytes(text))).Code);

    [Fact]
    public void A_kind_that_is_not_in_the_table_is_400_and_named() =>
        Assert.Contains("no kind \"Gadget\"", Assert.Throws<StatusException>(() => ProtobufBody.Read(Enveloped("v1", "Gadget", ByteString.Empty))).Message, StringComparison.Ordinal);

    private static byte[] Enveloped(string apiVersion, string kind, ByteString content) =>
        [.. "k8s\0"u8, .. Message((1, Message((1, apiVersion), (2, kind))), (2, content), (3, ""), (4, ""))];

    private static ByteString Message(params IEnumerable<(int Number, object Value)> fields)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            foreach (var (number, value) in fields)
            {
                Write(output, number, value);
            }
        }

        return ByteString.CopyFrom(stream.ToArray());
    }

    private static void Write(CodedOutputStream output, int number, object value)
    {
        switch (value)
        {
            case int small:
                output.WriteTag(number, WireFormat.WireType.Varint);
                output.WriteInt64(small);
                break;
            case string text:
                output.WriteTag(number, WireFormat.WireType.LengthDelimited);
                output.WriteString(text);
                break;
            default:
                output.WriteTag(number, WireFormat.WireType.LengthDelimited);
                output.WriteBytes((ByteString)value);
                break;
        }
    }
}
