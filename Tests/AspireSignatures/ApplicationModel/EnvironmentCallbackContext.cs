#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class EnvironmentCallbackContext
{
    public EnvironmentCallbackContext(DistributedApplicationExecutionContext executionContext, Dictionary<string, object>? environmentVariables = null, CancellationToken cancellationToken = default) =>
        (ExecutionContext, EnvironmentVariables, CancellationToken) = (executionContext, environmentVariables ?? [], cancellationToken);
    public Dictionary<string, object> EnvironmentVariables { get; }
    public CancellationToken CancellationToken { get; }
    public DistributedApplicationExecutionContext ExecutionContext { get; }
}
