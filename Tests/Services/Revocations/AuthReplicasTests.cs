using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Replicas;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Life;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Services.Tests.Revocations;

public class AuthReplicasTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_follower_that_fails_in_a_way_that_nobody_thought_of_begins_anew()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.AddServiceDefaults(["--Logging:LogLevel:Default=None"]);
        await using var app = builder.Build();
        var services = app.Services;
        var (runs, again) = (0, new TaskCompletionSource());
        using var replicas = new AuthReplicas(
            new AuthAddress(new Uri("http://127.0.0.1:1/"), services.GetRequiredService<ServiceNames>()), Follow, services.GetRequiredService<RestartingRunner>(), TimeProvider.System);

        await replicas.StartAsync(CancellationToken.None);
        await again.Task.WaitAsync(Limit);
        await replicas.StopAsync(CancellationToken.None).WaitAsync(Limit);

        Assert.Equal(2, runs);

        async Task Follow(AuthReplica replica, CancellationToken ct)
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                throw new NotSupportedException();
            }

            again.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }
    }
}
