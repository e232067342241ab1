using System.Net;
using System.Text.Json;

namespace Workshop.Services.Tests.Processes;

public class StartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Services/Hello", "--secret=x --http=foo", "Workshop:Http: 'foo' is not HOST:PORT")]
    [InlineData("Services/Auth", "--secret=x --health=0.0.0.0:99999", "Workshop:Health: '0.0.0.0:99999' has no port")]
    [InlineData("Services/Monolith", "--secrets=x", "Flag '--secrets' is not known")]
    [InlineData("Services/Monolith", "--Workshop:Lab=yes", "Workshop:Lab: 'yes' is neither 'true' nor 'false'")]
    [InlineData("Services/Hello", "--http=:8080", "Workshop:Jwks and Workshop:Secret are missing")]
    [InlineData("Services/Auth", "--http=:8080", "Workshop:Signing:Key and Workshop:Secret are missing")]
    [InlineData("Services/Auth", "--Workshop:Signing:Key=short", "Workshop:Signing:Key has 5 characters in line 1")]
    [InlineData("Services/Auth", "--Workshop:Signing:Key=a-random-text-of-thirty-two-characters --Workshop:Signing:Withdrawn=leaked", "Workshop:Signing:Withdrawn has 'leaked', which is no name of a key")]
    [InlineData("Services/Hello", "--Workshop:Jwks=auth", "Workshop:Jwks: 'auth' is not an address")]
    [InlineData("Services/Hello", "--secret=x --Workshop:SecretsFolder=/no/such", "Workshop:SecretsFolder: the folder '/no/such' does not exist")]
    [InlineData("Services/Monolith", "--http=192.0.2.1:8080", "this machine does not have that address")]
    public async Task A_users_mistake_is_one_line_and_code_2(string project, string flags, string finding)
    {
        var environment = CleanEnvironment.With(("WORKSHOP_POD_IP", LoopbackAddress.Next().ToString()));

        var result = await TestProcess.Run(Repository.ProgramOf(project), flags.Split(' '), Limit, environment);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(finding, Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_taken_port_is_one_line_and_code_2()
    {
        await using var first = await RunningService.StartAsync("Services/Monolith", []);
        await using var second = RunningService.Start("Services/Monolith", first.Address, ["--health=:8082"]);

        Assert.Equal(2, await second.Process.Exit(Limit));
        Assert.Contains("another program listens there", Assert.Single(second.Process.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_pods_listen_on_all_addresses_at_once()
    {
        await using var one = await RunningService.StartAsync("Services/Monolith", ["--http=0.0.0.0:8080", "--health=0.0.0.0:8081"], ("Workshop__Version", "1.0.0"));
        await using var two = await RunningService.StartAsync("Services/Monolith", ["--http=0.0.0.0:8080", "--health=0.0.0.0:8081"], ("Workshop__Version", "2.0.0"));

        var versions = (await one.Http.GetStringAsync(new Uri("/version", UriKind.Relative)), await two.Http.GetStringAsync(new Uri("/version", UriKind.Relative)));

        Assert.Equal(("{\"version\":\"1.0.0\"}\n", "{\"version\":\"2.0.0\"}\n"), versions);
    }

    [Fact]
    public async Task Version_3_0_0_is_never_ready_and_ends_with_code_1()
    {
        await using var broken = RunningService.Start("Services/Hello", LoopbackAddress.Next(), ["--secret=x"], ("Workshop__Version", "3.0.0"));

        await broken.Process.HasWritten("serves", Limit);
        using var readiness = await broken.Health.GetAsync(new Uri("/readiness", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        Assert.Equal(1, await broken.Process.Exit(Limit));
        Assert.Contains("broken on purpose", broken.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_are_JSON_where_that_is_asked_for_and_probes_are_logged_too()
    {
        await using var monolith = await RunningService.StartAsync("Services/Monolith", [], ("Workshop__LogFormat", "json"), ("Workshop__AccessLog", "all"));
        await monolith.Process.HasWritten("GET /readiness HTTP/1.1", Limit);
        await monolith.StopAsync();

        var categories = monolith.Process.Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("category").GetString()).ToList();

        Assert.Contains("Workshop.Access", categories);
    }

    [Fact]
    public async Task One_switch_restores_the_originals_catch_all()
    {
        await using var monolith = await RunningService.StartAsync("Services/Monolith", [], ("Workshop__CatchAll", "true"));

        Assert.Equal("{\"message\":\"Hello\"}\n", await monolith.Http.GetStringAsync(new Uri("/any/path", UriKind.Relative)));
        Assert.Equal("{\"version\":\"1.0.0\"}\n", await monolith.Http.GetStringAsync(new Uri("/version", UriKind.Relative)));
    }

    [Theory]
    [InlineData("Services/Hello", "/secure", "Bearer a.b.c", HttpStatusCode.Unauthorized)]
    [InlineData("Services/Auth", "/login", "Basic dTpw", HttpStatusCode.InternalServerError)]
    public async Task Hello_works_where_bcrypt_cannot_be_loaded_and_auth_does_not(string project, string path, string authorization, HttpStatusCode expected)
    {
        using var copy = new TemporaryFolder();
        var program = CopyWithBrokenBcrypt(project, copy);
        await using var service = await RunningService.StartAsync(program, ["--secret=x"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "Authorization", authorization } } };

        using var answer = await service.Http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static string CopyWithBrokenBcrypt(string project, TemporaryFolder copy)
    {
        var program = Repository.ProgramOf(project);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(program)!))
        {
            File.Copy(file, copy.PathOf(Path.GetFileName(file)));
        }

        // The host insists that the file exists; loading it is what fails.
        File.WriteAllText(copy.PathOf("BCrypt-Net-Next.dll"), "no assembly");
        return copy.PathOf(Path.GetFileName(program));
    }
}
