#nullable enable

namespace Aspire.Hosting.Eventing;

public interface IDistributedApplicationEvent
{
}
