#nullable enable

namespace Aspire.Hosting.Eventing;

public class DistributedApplicationEventSubscription
{
    public DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback) => Callback = callback;
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; }
}
