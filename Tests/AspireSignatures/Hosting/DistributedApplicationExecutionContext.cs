#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public class DistributedApplicationExecutionContext
{
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) => Operation = operation;
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName) => throw null!;
    public string PublisherName { get => throw null!; set => throw null!; }
    public DistributedApplicationOperation Operation { get; }
    public IServiceProvider Services => throw null!;
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
}
