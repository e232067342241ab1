using System.Net.Http.Headers;
using System.Text.Json;

namespace Workshop.Services.Tests.Processes;

/// <summary>What hello never needs, its process never loads.</summary>
public class LoadingTests
{
    private const string BCrypt = "BCrypt-Net-Next.dll";

    [SkippableFact]
    public async Task Hello_that_has_answered_everything_has_loaded_neither_bcrypt_nor_Redis()
    {
        LoadedAssemblies.MustBeReadable();
        await using var hello = await RunningService.StartAsync("Services/Hello", ["--secret=x"]);
        await using var auth = await RunningService.StartAsync("Services/Auth", ["--secret=x"]);
        using var login = await Ask(auth, "/login", "Basic", "dXNlcjpwYXNzd29yZA==");
        var token = JsonDocument.Parse(await login.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString();

        using var secure = await Ask(hello, "/secure", "Bearer", token);
        using var refused = await Ask(hello, "/secure", "Bearer", "nonsense");
        using var root = await Ask(hello, "/", "Bearer", "nonsense");
        using var version = await Ask(hello, "/version", "Bearer", "nonsense");
        using var document = await Ask(hello, "/openapi/v1.json", "Bearer", "nonsense");
        var loaded = LoadedAssemblies.Of(hello.Process);

        Assert.Equal((200, 401), ((int)secure.StatusCode, (int)refused.StatusCode));
        Assert.Contains("Workshop.Endpoints.dll", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("BCrypt", StringComparison.OrdinalIgnoreCase) || name.Contains("Redis", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(BCrypt, LoadedAssemblies.Of(auth.Process));
    }

    private static async Task<HttpResponseMessage> Ask(RunningService service, string path, string scheme, string? parameter)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { Authorization = new AuthenticationHeaderValue(scheme, parameter) } };
        return await service.Http.SendAsync(request);
    }
}
