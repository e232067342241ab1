#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class DistributedApplicationModel
{
    public DistributedApplicationModel(IResourceCollection resources) => Resources = resources;
    public IResourceCollection Resources { get; }
}
