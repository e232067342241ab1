#nullable enable

using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

public class BeforeStartEvent : IDistributedApplicationEvent
{
    public BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) => (Services, Model) = (services, model);
    public IServiceProvider Services { get; }
    public DistributedApplicationModel Model { get; }
}
