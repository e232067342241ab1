#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public class DistributedApplicationException : Exception
{
    public DistributedApplicationException() => throw null!;
    public DistributedApplicationException(string message) => throw null!;
    public DistributedApplicationException(string message, Exception inner) => throw null!;
}
