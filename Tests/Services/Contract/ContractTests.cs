using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Workshop.Services.Tests.Contract;

/// <summary>What the monolith and gateway + auth + hello must both do.</summary>
public abstract class ContractTests(IWorkshopApplication application)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task The_root_says_Hello_to_any_method(string method)
    {
        var answer = await Ask(method, "/");

        Assert.Equal((HttpStatusCode.OK, "application/json", "{\"message\":\"Hello\"}\n"), (answer.Status, answer.Type, answer.Body));
    }

    [Fact]
    public async Task The_version_is_1_0_0_by_default()
    {
        var answer = await Ask("GET", "/version");

        Assert.Equal((HttpStatusCode.OK, "application/json", "{\"version\":\"1.0.0\"}\n"), (answer.Status, answer.Type, answer.Body));
    }

    [Theory]
    [InlineData("/unknown")]
    [InlineData("/secure/more")]
    [InlineData("/healthz")]
    [InlineData("/readiness/status")]
    public async Task An_unknown_path_is_a_problem(string path)
    {
        var answer = await Ask("GET", path);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.Type));
        Assert.Equal(404, JsonDocument.Parse(answer.Body).RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==", "Bearer")]
    [InlineData("Bearer ", "Bearer")]
    [InlineData("Bearer nonsense", "Bearer error=\"invalid_token\"")]
    public async Task Without_a_valid_token_secure_is_refused(string? authorization, string challenge)
    {
        var answer = await Ask("GET", "/secure", authorization);

        Assert.Equal((HttpStatusCode.Unauthorized, "authorization failed\n", challenge), (answer.Status, answer.Body, answer.Challenge));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_token_from_login_opens_secure(string method)
    {
        var answer = await Ask(method, "/secure", $"Bearer {await Login()}");

        Assert.Equal((HttpStatusCode.OK, "{\"message\":\"Hello\"}\n"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_token_holds_the_originals_claims_and_an_id()
    {
        var token = new JsonWebToken(await Login());
        var other = new JsonWebToken(await Login());

        Assert.Equal(["email", "exp", "iat", "iss", "jti", "sub"], token.Claims.Select(claim => claim.Type).Order());
        Assert.Equal(("HS256", "auth.service", "user", "user@example.com"), (token.Alg, token.Issuer, token.Subject, token.GetClaim("email").Value));
        Assert.Equal(TimeSpan.FromHours(72), token.ValidTo - token.IssuedAt);
        Assert.NotEqual(other.Id, token.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic dXNlcg==")]
    public async Task A_login_without_readable_credentials_is_refused(string? authorization)
    {
        var answer = await Ask("GET", "/login", authorization);

        Assert.Equal((HttpStatusCode.Unauthorized, "authorization failed\n"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("user", "wrong")]
    [InlineData("user", "")]
    [InlineData("User", "password")]
    [InlineData("nobody", "password")]
    [InlineData("", "")]
    public async Task A_wrong_name_or_password_is_refused(string user, string password)
    {
        var answer = await Ask("GET", "/login", Basic(user, password));

        Assert.Equal((HttpStatusCode.Unauthorized, "authorization failed\n"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task The_health_port_serves_health_and_nothing_else()
    {
        foreach (var health in application.Health)
        {
            Assert.Equal((HttpStatusCode.OK, ""), await Health(health, "/healthz"));
            Assert.Equal((HttpStatusCode.OK, ""), await Health(health, "/readiness"));
            Assert.Equal(HttpStatusCode.NotFound, (await Health(health, "/version")).Status);
        }
    }

    private static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private static async Task<(HttpStatusCode Status, string Body)> Health(HttpClient health, string path)
    {
        using var answer = await health.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> Login()
    {
        var answer = await Ask("GET", "/login", Basic("user", "password"));
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("token").GetString()!;
    }

    private async Task<(HttpStatusCode Status, string? Type, string? Challenge, string Body)> Ask(string method, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await application.Client.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.WwwAuthenticate.FirstOrDefault()?.ToString(), await answer.Content.ReadAsStringAsync());
    }
}
