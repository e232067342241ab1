using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;
using Workshop.Services.Tests.Contract;

namespace Workshop.Services.Tests.OpenApi;

/// <summary>The document says what the service answers: no more, no less.</summary>
public sealed class OpenApiTests(MonolithApplication monolith) : IClassFixture<MonolithApplication>
{
    private const string Browser = "text/html";
    private const string ProblemType = "application/problem+json";

    // Method, path, authorization, Accept → the status and media type that the document must name; together with problems they are all that it names.
    public static TheoryData<string, string, string, string, int, string> Answers => new()
    {
        { "GET", "/", "", "*/*", 200, "application/json" },
        { "GET", "/", "", Browser, 200, "text/html" },
        { "GET", "/version", "", "*/*", 200, "application/json" },
        { "GET", "/secure", "token", "*/*", 200, "application/json" },
        { "GET", "/secure", "", "*/*", 401, "text/plain" },
        { "GET", "/login", "user:password", "*/*", 200, "application/json" },
        { "GET", "/login", "user:wrong", "*/*", 401, "text/plain" },
        { "POST", "/logout", "token", "*/*", 204, "" },
        { "POST", "/logout", "", "*/*", 401, "text/plain" },
        { "GET", "/.well-known/jwks.json", "", "*/*", 200, "application/jwk-set+json" },
    };

    [Theory]
    [InlineData("Services/Hello", "Workshop Hello", "/ /secure /version")]
    [InlineData("Services/Auth", "Workshop Auth", "/.well-known/jwks.json /login /logout /revocations /version")]
    public async Task A_service_describes_its_own_paths_and_its_version(string project, string title, string paths)
    {
        await using var service = await RunningService.StartAsync(project, ["--secret=x"], ("Workshop__Version", "2.0.0"));

        var document = await Document(service.Http);

        Assert.Equal((title, "2.0.0"), (document.Info.Title, document.Info.Version));
        Assert.Equal(paths.Split(' '), document.Paths.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_is_answered_is_described(string method, string path, string authorization, string accept, int status, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Headers = { Authorization = await Authorization(authorization), Accept = { new(accept) } } };
        using var answer = await monolith.Client.SendAsync(request);
        var described = (await Document(monolith.Client)).Paths[path].Operations![new HttpMethod(method)].Responses![$"{status}"];

        Assert.Equal((status, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? ""));
        Assert.Contains(type, TypesOf(described));
    }

    [Fact]
    public async Task What_is_described_is_answered()
    {
        var document = await Document(monolith.Client);

        var described =
            from path in document.Paths
            from operation in path.Value.Operations!
            from response in operation.Value.Responses!
            from type in TypesOf(response.Value)
            where type != ProblemType
            select (operation.Key.Method, path.Key, int.Parse(response.Key, null), type);

        Assert.Equal(Answers.Select(row => ((string)row[0], (string)row[1], (int)row[4], (string)row[5])).Order(), described.Order());
    }

    [Fact]
    public async Task The_feed_of_revocations_is_as_described()
    {
        await using var auth = await RunningService.StartAsync("Services/Auth", ["--secret=x"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/revocations", UriKind.Relative));
        using var answer = await auth.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        var described = (await Document(auth.Http)).Paths["/revocations"].Operations![HttpMethod.Get].Responses!["200"];

        Assert.Equal([answer.Content.Headers.ContentType!.MediaType], TypesOf(described));
    }

    [Fact]
    public async Task Every_answer_that_is_none_of_these_is_a_problem()
    {
        var document = await Document(monolith.Client);

        Assert.All(document.Paths.Values.SelectMany(path => path.Operations!.Values), operation => Assert.Contains(ProblemType, operation.Responses!["default"].Content!.Keys));
    }

    [Fact]
    public async Task The_document_can_only_be_read()
    {
        using var answer = await monolith.Client.DeleteAsync(new Uri("/openapi/v1.json", UriKind.Relative));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    // An answer without a body has the type "".
    private static IEnumerable<string> TypesOf(IOpenApiResponse response) => response.Content is { Count: > 0 } content ? content.Keys : [""];

    private static async Task<OpenApiDocument> Document(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var (document, diagnostic) = OpenApiDocument.Parse(await answer.Content.ReadAsStringAsync(), "json");
        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        return document!;
    }

    private async Task<AuthenticationHeaderValue?> Authorization(string what)
    {
        if (what.Length == 0)
        {
            return null;
        }

        if (what != "token")
        {
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(what)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/login", UriKind.Relative)) { Headers = { Authorization = await Authorization("user:password") } };
        using var answer = await monolith.Client.SendAsync(request);
        return new AuthenticationHeaderValue("Bearer", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString());
    }
}
