#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public class DistributedApplicationExecutionContext
{
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) => throw null!;
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName) => throw null!;
    public string PublisherName { get => throw null!; set => throw null!; }
    public DistributedApplicationOperation Operation => throw null!;
    public IServiceProvider Services => throw null!;
    public bool IsPublishMode => throw null!;
    public bool IsRunMode => throw null!;
}
