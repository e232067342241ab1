namespace Workshop.ClusterPage.Watching;

/// <param name="Target">A number, or the name of a container's port.</param>
/// <param name="NodePort">Null unless the Service has one.</param>
public sealed record ServicePort(int Port, string Target, int? NodePort);
