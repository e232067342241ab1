using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Tests.Api;

public sealed class ResponseFormatTests
{
    private const string KubectlTable =
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    [Fact]
    public void The_first_clause_that_can_be_served_is_taken() =>
        Assert.Equal(new ResponseFormat(MediaType.Json, ObjectForm.Table, "v1"), ResponseFormat.Parse(KubectlTable));

    [Theory]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("application/json, */*")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json")]
    [InlineData("application/vnd.kubernetes.protobuf, */*")]
    [InlineData("application/json;as=Nosuch;v=v1;g=meta.k8s.io,application/json")]
    public void Plain_JSON_is_what_remains(string accept) => Assert.Equal(ResponseFormat.Json, ResponseFormat.Parse(accept));

    [Fact]
    public void Metadata_alone_can_be_asked_for() =>
        Assert.Equal(ObjectForm.Metadata, ResponseFormat.Parse("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")!.Form);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    [InlineData("application/json;as=Table;v=v7;g=meta.k8s.io")]
    public void What_cannot_be_served_is_refused(string accept) => Assert.Null(ResponseFormat.Parse(accept));
}
