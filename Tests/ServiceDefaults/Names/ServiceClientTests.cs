using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Workshop.ServiceDefaults.Tests.Names;

public sealed class ServiceClientTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly NamesFolder _folder = new();

    [Fact]
    public async Task A_client_reaches_every_ready_pod_by_the_name_of_their_Service()
    {
        await using var first = await Pod("first");
        await using var second = await Pod("second");
        await using var caller = await Caller();
        _folder.Write("workshop", "hello", 80, AddressOf(first), AddressOf(second));

        var answers = new List<string> { await Get(caller), await Get(caller), await Get(caller), await Get(caller) };

        Assert.Equal(["first says hello", "second says hello"], answers.Distinct().Order());
    }

    [Fact]
    public async Task A_name_without_ready_pods_fails_at_once_and_recovers()
    {
        await using var pod = await Pod("pod");
        await using var caller = await Caller();
        _folder.Write("workshop", "hello", 80);

        var failure = await Assert.ThrowsAnyAsync<HttpRequestException>(() => Get(caller));
        _folder.Write("workshop", "hello", 80, AddressOf(pod));

        Assert.Equal("Service 'hello' in namespace 'workshop' has no ready endpoints.", failure.Message);
        await Eventually.Is(async () => await Get(caller) == "pod says hello", "the name is found", Limit, CancellationToken.None);
        _folder.Write("workshop", "hello", 80);
        await Eventually.Is(async () => await Record.ExceptionAsync(() => Get(caller)) is HttpRequestException, "the name has no pods again", Limit, CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<TestService> Pod(string name) => TestService.StartAsync(app => app.Map("/", context => context.Response.WriteAsync($"{name} says {context.Request.Host}")));

    private Task<TestService> Caller() => TestService.StartAsync(_ => { }, time: null, _folder.Own);

    private static IPEndPoint AddressOf(TestService pod) => IPEndPoint.Parse(pod.Http.BaseAddress!.Authority);

    private static Task<string> Get(TestService caller) => caller.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient().GetStringAsync(new Uri("http://hello/"));
}
