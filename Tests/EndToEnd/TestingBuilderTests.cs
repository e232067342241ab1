using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Workshop.EndToEnd;

/// <summary>The AppHost as teams test theirs with Aspire: its own Program.cs, started within the test.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class TestingBuilderTests
{
    [Fact]
    public async Task A_test_starts_the_AppHost_within_its_own_process_and_asks_the_gateway()
    {
        using var folder = new TemporaryFolder();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));

        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--ports", "auto", "--nodes", "1", "--state", folder.PathOf("state")], limit.Token);
        Assert.Contains(builder.Resources, resource => resource.Name == "hello");
        await using (var application = await builder.BuildAsync(limit.Token))
        {
            await application.StartAsync(limit.Token);
            await application.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceHealthyAsync("gateway", limit.Token);
            using var client = application.CreateHttpClient("gateway", "http");

            Assert.Equal("{\"message\":\"Hello\"}", (await client.GetStringAsync(new Uri("/", UriKind.Relative), limit.Token)).TrimEnd());
            Assert.Equal(client.BaseAddress, application.GetEndpoint("gateway", "http"));
            await application.StopAsync(limit.Token);
        }

        Assert.Empty(ProcessTable.Naming(folder.Path));
    }
}
