namespace Workshop.Dashboard.Watching;

/// <param name="Target">A number, or the name of a container's port.</param>
/// <param name="NodePort">Null unless the Service has one.</param>
public sealed record ServicePort(string Name, int Port, string Target, int? NodePort, string Protocol, string? AppProtocol);
