using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Workshop.Services.Tests.Redis;

namespace Workshop.Services.Tests.Keys;

/// <summary>auth with a key file and hello that follows it, as processes.</summary>
public sealed class FollowedKeysTests : IDisposable
{
    private const string FileName = "Workshop__Signing__Key";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _secrets = new();
    private readonly NamesFolder _names = new();

    public FollowedKeysTests() => _secrets.Write(FileName, "first: a random text of thirty-two characters");

    public void Dispose()
    {
        _secrets.Dispose();
        _names.Dispose();
    }

    [Fact]
    public async Task A_replaced_key_file_signs_new_tokens_and_ends_no_old_one_and_a_bad_one_changes_nothing()
    {
        await using var auth = await StartAuth();
        await using var hello = await StartHello(auth);
        var old = await auth.Token();

        _secrets.Write(FileName, "second: a random text of thirty-two characters");
        await auth.Process.HasWritten("The signing key changes", Limit);
        var former = KidOf(old);
        await Eventually.Is(async () => KidOf(await auth.Token()) != former, "the new key signs", Limit, CancellationToken.None);
        var fresh = await auth.Token();
        _secrets.Write(FileName, "short");
        await auth.Process.HasWritten("stay in force", Limit);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await hello.Secure(old), await hello.Secure(fresh)));
        Assert.Equal(HttpStatusCode.OK, await hello.Secure(await auth.Token()));
        Assert.DoesNotContain("short", auth.Process.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_has_leaked_is_withdrawn_everywhere_within_seconds_and_others_go_on()
    {
        await using var auth = await StartAuth();
        await using var hello = await StartHello(auth);
        var old = await auth.Token();
        var leaked = KidOf(old);
        _secrets.Write(FileName, "second: a random text of thirty-two characters");
        await Eventually.Is(async () => KidOf(await auth.Token()) != leaked, "the new key signs", Limit, CancellationToken.None);
        var fresh = await auth.Token();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await hello.Secure(old), await hello.Secure(fresh)));

        _secrets.Write("Workshop__Signing__Withdrawn", leaked);

        await Eventually.Is(async () => await hello.Secure(old) == HttpStatusCode.Unauthorized, "hello refuses what the leaked key signed", Limit, CancellationToken.None);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (await hello.Secure(fresh), await auth.Logout(old), await auth.Logout(fresh)));
        Assert.DoesNotContain(leaked, await auth.Http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hello_says_once_at_start_that_it_hears_of_no_logouts_unless_it_does()
    {
        const string Warning = "Logouts are not heard of here";
        await using var auth = await StartAuth();
        await using var deaf = await RunningService.StartAsync("Services/Hello", ["--secret=x"]);
        await using var hello = await StartHello(auth);

        await deaf.Process.HasWritten(Warning, Limit);
        Assert.Equal((1, 0), (deaf.Count(Warning), hello.Count(Warning)));
    }

    [Fact]
    public async Task Hello_starts_without_auth_says_503_to_a_token_and_comes_good_by_itself()
    {
        await using var auth = await StartAuth();
        var token = await auth.Token();
        _names.WriteText("workshop", """{ "names": { "auth": { "ports": [ { "name": "http", "port": 80, "endpoints": [] } ] } } }""");
        await using var hello = await RunningService.StartAsync("Services/Hello", [], ("WORKSHOP_NAMES", _names.Own), ("Workshop__Jwks", "http://auth/.well-known/jwks.json"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await hello.Secure(token));
        await hello.Becomes("degraded");
        _names.Write("workshop", "auth", 80, new IPEndPoint(auth.Address, 8080));

        await Eventually.Is(async () => await hello.Secure(token) == HttpStatusCode.OK, "hello takes the token", Limit, CancellationToken.None);
        await hello.Becomes("healthy");
    }

    [Fact]
    public async Task While_auth_is_away_hello_goes_on_with_what_it_knows()
    {
        await using var auth = await StartAuth();
        await using var hello = await StartHello(auth);
        var (token, revoked) = (await auth.Token(), await auth.Token());
        Assert.Equal(HttpStatusCode.OK, await hello.Secure(token));
        await auth.Logout(revoked);
        await Eventually.Is(async () => await hello.Secure(revoked) == HttpStatusCode.Unauthorized, "hello refuses the token", TimeSpan.FromSeconds(1), CancellationToken.None);

        await auth.Process.DisposeAsync();
        await hello.Becomes("degraded");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await hello.Secure(token), await hello.Secure(revoked)));
    }

    [SkippableFact]
    public async Task Hellos_process_loads_neither_bcrypt_nor_Redis_and_auths_does()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "asks /proc.");
        await using var auth = await StartAuth(("ConnectionStrings__redis", "127.0.0.1:1"));
        await using var hello = await StartHello(auth);
        Assert.Equal(HttpStatusCode.OK, await hello.Secure(await auth.Token()));
        await auth.Becomes("degraded");

        Assert.Equal(["BCrypt-Net-Next.dll", "StackExchange.Redis.dll"], Loaded(auth));
        Assert.Empty(Loaded(hello));
    }

    [Fact]
    public async Task A_token_of_100_KB_is_refused_and_hello_goes_on()
    {
        await using var auth = await StartAuth();
        await using var hello = await StartHello(auth);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await hello.Secure(new string('a', 100 * 1024)));
        Assert.Equal(HttpStatusCode.OK, await hello.Secure(await auth.Token()));
    }

    private static IEnumerable<string> Loaded(RunningService service) => File.ReadLines($"/proc/{service.Process.Id}/maps")
        .Select(line => Path.GetFileName(line))
        .Where(name => name.EndsWith(".dll", StringComparison.Ordinal) && (name.Contains("BCrypt", StringComparison.Ordinal) || name.Contains("Redis", StringComparison.Ordinal)))
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static string KidOf(string token) => new JsonWebToken(token).Kid;

    private Task<RunningService> StartAuth(params (string Name, string Value)[] more) =>
        RunningService.StartAsync("Services/Auth", [], [("Workshop__SecretsFolder", _secrets.Path), ("Workshop__Signing__Lead", "00:00:01"), .. more]);

    private Task<RunningService> StartHello(RunningService auth)
    {
        _names.Write("workshop", "auth", 80, new IPEndPoint(auth.Address, 8080));
        return RunningService.StartAsync("Services/Hello", [], ("WORKSHOP_NAMES", _names.Own), ("Workshop__Jwks", "http://auth/.well-known/jwks.json"));
    }
}
