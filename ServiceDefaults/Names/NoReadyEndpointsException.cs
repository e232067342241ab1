namespace Workshop.ServiceDefaults.Names;

/// <summary>A Service exists but no pod of it is ready: said at once, not tried again.</summary>
internal sealed class NoReadyEndpointsException(string message) : HttpRequestException(HttpRequestError.NameResolutionError, message);
