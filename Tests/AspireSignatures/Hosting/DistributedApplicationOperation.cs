#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public enum DistributedApplicationOperation
{
    Run = 0,
    Publish = 1,
}
