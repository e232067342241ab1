using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Workshop.Services.Tests.Redis;

/// <summary>What tests ask of auth and hello.</summary>
internal static class AuthClient
{
    public static async Task<HttpStatusCode> TryLogin(this RunningService service, string user, string password, string? forwardedFor = null)
    {
        using var answer = await service.SendLogin(user, password, forwardedFor);
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> SendLogin(this RunningService service, string user, string password, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/login", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return await service.Http.SendAsync(request);
    }

    public static async Task<string> Token(this RunningService service, string user = "user", string password = "password")
    {
        using var answer = await service.SendLogin(user, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString()!;
    }

    public static Task<HttpStatusCode> Secure(this RunningService service, string token) => service.Send(HttpMethod.Get, "/secure", token);

    public static Task<HttpStatusCode> Logout(this RunningService service, string token) => service.Send(HttpMethod.Post, "/logout", token);

    /// <returns>The status of <c>/healthz/details</c>: healthy or degraded, and its whole text.</returns>
    public static async Task<(string Status, string Text)> Details(this RunningService service)
    {
        var text = await service.Health.GetStringAsync(new Uri("/healthz/details", UriKind.Relative));
        return (JsonDocument.Parse(text).RootElement.GetProperty("status").GetString()!, text);
    }

    public static Task Becomes(this RunningService service, string status) =>
        Eventually.Is(async () => (await service.Details()).Status == status, $"{service.Address} is {status}", TimeSpan.FromSeconds(30), CancellationToken.None);

    /// <summary>For the first time, or again: a process that has not tried yet is healthy, too.</summary>
    public static Task HasRedis(this RunningService service) => Eventually.Is(
        async () => (await service.Details()).Text.Contains("\"redis\":{\"status\":\"healthy\"", StringComparison.Ordinal), $"{service.Address} has Redis", TimeSpan.FromSeconds(30), CancellationToken.None);

    public static int Count(this RunningService service, string text) => service.Process.All.Split(text).Length - 1;

    private static async Task<HttpStatusCode> Send(this RunningService service, HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await service.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
