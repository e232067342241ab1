#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class ValueProviderContext
{
    public ValueProviderContext() => throw null!;
    public DistributedApplicationExecutionContext? ExecutionContext { get => throw null!; init => throw null!; }
    public IResource? Caller { get => throw null!; init => throw null!; }
}
