using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Tests.Api;

/// <summary>The API with the control loops behind it, and no nodes.</summary>
public sealed class LoopingApi : ApiHost
{
    private protected override void AddParts(IServiceCollection services)
    {
        base.AddParts(services);
        services.AddLoops();
    }
}
